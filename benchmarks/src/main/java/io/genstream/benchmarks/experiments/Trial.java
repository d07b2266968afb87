package io.genstream.benchmarks.experiments;

import io.genstream.cli.runs.RunCurve;
import io.genstream.schemas.Measures;
import java.util.Comparator;
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

    Optional<RunCurve.Figure> bestDistance() {
        return distances().stream().min(Comparator.comparingDouble(RunCurve.Figure::value));
    }

    Optional<RunCurve.Figure> lastDistance() {
        return distances().stream().reduce((one, next) -> next);
    }

    Optional<Double> last(String measure) {
        return figures(measure).stream().map(RunCurve.Figure::value).reduce((one, next) -> next);
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
        return curve.figures().stream()
                .filter(figure -> figure.measure().equals(measure))
                .sorted(Comparator.comparingLong(RunCurve.Figure::images))
                .toList();
    }
}
