package io.genstream.benchmarks.experiments;

import io.genstream.cli.runs.RunCurve;
import io.genstream.schemas.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of one arm, ended and measured.
 *
 * @param parameters all that the run was ordered with
 */
record Trial(Arm arm, long seed, Map<String, String> parameters, String model, RunCurve curve) {
    static final long FIRST_SEED = 1;

    String name() {
        return arm.name() + ", seed " + seed;
    }

    String state() {
        return curve.run().path("state").asText();
    }

    String lastCheckpoint() {
        return curve.run().path("lastCheckpoint").asText();
    }

    /** Checkpoints in the order of the images they saw, each with what it is worth. */
    List<RunCurve.Figure> distances() {
        return figures(Measures.FRECHET_DISTANCE);
    }

    Optional<Double> last(String measure) {
        List<RunCurve.Figure> figures = figures(measure);
        return figures.isEmpty()
                ? Optional.empty()
                : Optional.of(figures.get(figures.size() - 1).value());
    }

    /** Mean of a loss term over the last tenth of the run. */
    Optional<Double> lastLoss(String term) {
        List<RunCurve.Point> points = curve.points();
        return points.subList(points.size() - Math.max(1, points.size() / 10), points.size()).stream()
                .map(point -> Optional.ofNullable(point.losses().get(term)))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .average()
                .stream()
                .boxed()
                .findFirst();
    }

    private List<RunCurve.Figure> figures(String measure) {
        List<RunCurve.Figure> figures = new ArrayList<>(curve.figures().stream()
                .filter(figure -> figure.measure().equals(measure))
                .toList());
        figures.sort((a, b) -> Long.compare(a.images(), b.images()));
        return figures;
    }
}
