package io.genstream.cli.figures;

import io.genstream.cli.runs.RunCurve;
import io.genstream.cli.runs.RunCurve.Point;
import io.genstream.schemas.Measures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A column a run, a row for the losses and one for each metric; the axes of a row are the same. For commands and
 * reports. Stateless.
 */
public final class CurvesFigure {
    private CurvesFigure() {}

    /** @param asked metrics; empty for the Fréchet distances */
    public static BufferedImage draw(List<RunCurve> runs, List<String> asked) {
        List<List<Chart>> rows = new ArrayList<>();
        rows.add(losses(runs));
        metrics(runs, asked).forEach(metric -> rows.add(metric(runs, metric)));
        return Chart.sheet(
                rows,
                "./genstream curves "
                        + String.join(" ", runs.stream().map(RunCurve::runId).toList()));
    }

    private static List<String> metrics(List<RunCurve> runs, List<String> asked) {
        if (!asked.isEmpty()) {
            return asked;
        }
        TreeSet<String> distances = new TreeSet<>();
        runs.forEach(run -> run.figures().stream()
                .filter(figure -> figure.measure().equals(Measures.FRECHET_DISTANCE))
                .map(RunCurve.Figure::metric)
                .forEach(distances::add));
        return List.copyOf(distances);
    }

    private static List<Chart> losses(List<RunCurve> runs) {
        TreeSet<String> terms = new TreeSet<>();
        runs.forEach(run -> terms.addAll(run.terms()));
        List<String> colours = List.copyOf(terms); // a term has one colour in all of the panels
        List<List<Chart.Series>> columns = new ArrayList<>();
        for (RunCurve run : runs) {
            List<Chart.Series> series = new ArrayList<>();
            double[] images = run.points().stream().mapToDouble(Point::images).toArray();
            for (String term : run.terms()) {
                double[] values = run.points().stream()
                        .mapToDouble(point -> point.losses().getOrDefault(term, Double.NaN))
                        .toArray();
                series.add(new Chart.Series(term, colours.indexOf(term), images, values));
            }
            columns.add(series);
        }
        return charts(runs.stream().map(RunCurve::runId).toList(), "loss", columns);
    }

    private static List<Chart> metric(List<RunCurve> runs, String metric) {
        List<List<Chart.Series>> columns = new ArrayList<>();
        for (RunCurve run : runs) {
            Map<Long, Double> values = run.figures(metric);
            columns.add(List.of(new Chart.Series(
                    metric,
                    0,
                    values.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
                    values.values().stream().mapToDouble(Double::doubleValue).toArray())));
        }
        return charts(runs.stream().map(run -> metric).toList(), "value", columns);
    }

    private static List<Chart> charts(List<String> titles, String yName, List<List<Chart.Series>> columns) {
        double[] x = values(columns, Chart.Series::x);
        double[] y = values(columns, Chart.Series::y);
        return IntStream.range(0, columns.size())
                .mapToObj(c -> Chart.curves(titles.get(c), yName, columns.get(c), x, y))
                .toList();
    }

    private static double[] values(List<List<Chart.Series>> columns, Function<Chart.Series, double[]> of) {
        return columns.stream()
                .flatMap(List::stream)
                .flatMapToDouble(series -> Arrays.stream(of.apply(series)))
                .toArray();
    }
}
