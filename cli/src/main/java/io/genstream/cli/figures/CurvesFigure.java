package io.genstream.cli.figures;

import io.genstream.cli.runs.RunCurve;
import io.genstream.cli.runs.RunCurve.Point;
import io.genstream.schemas.Measures;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A column a run, a row for the losses and one for each metric; the axes of a row are the same. For commands and
 * reports. Stateless.
 */
public final class CurvesFigure {
    private static final int MARGIN = 12;
    private static final int FOOT = 22;

    private CurvesFigure() {}

    /** @param asked metrics; empty for the Fréchet distances */
    public static BufferedImage draw(List<RunCurve> runs, List<String> asked) {
        List<List<Panel>> rows = new ArrayList<>();
        rows.add(losses(runs));
        metrics(runs, asked).forEach(metric -> rows.add(metric(runs, metric)));
        BufferedImage paper =
                Lettering.paper(2 * MARGIN + runs.size() * Panel.WIDTH, 2 * MARGIN + rows.size() * Panel.HEIGHT + FOOT);
        Graphics2D pen = Lettering.pen(paper);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < runs.size(); c++) {
                rows.get(r).get(c).draw(pen, MARGIN + c * Panel.WIDTH, MARGIN + r * Panel.HEIGHT);
            }
        }
        String source = "./genstream curves "
                + String.join(" ", runs.stream().map(RunCurve::runId).toList());
        Lettering.left(pen, source, Lettering.SMALL, Lettering.FAINT, MARGIN, paper.getHeight() - (float) MARGIN);
        pen.dispose();
        return paper;
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

    private static List<Panel> losses(List<RunCurve> runs) {
        TreeSet<String> terms = new TreeSet<>();
        runs.forEach(run -> terms.addAll(run.terms()));
        List<String> colours = List.copyOf(terms); // a term has one colour in all of the panels
        List<List<Panel.Series>> columns = new ArrayList<>();
        for (RunCurve run : runs) {
            List<Panel.Series> series = new ArrayList<>();
            double[] images = run.points().stream().mapToDouble(Point::images).toArray();
            for (String term : run.terms()) {
                double[] values = run.points().stream()
                        .mapToDouble(point -> point.losses().getOrDefault(term, Double.NaN))
                        .toArray();
                series.add(new Panel.Series(term, colours.indexOf(term), images, values));
            }
            columns.add(series);
        }
        return panels(runs.stream().map(RunCurve::runId).toList(), "loss", columns);
    }

    private static List<Panel> metric(List<RunCurve> runs, String metric) {
        List<List<Panel.Series>> columns = new ArrayList<>();
        for (RunCurve run : runs) {
            Map<Long, Double> values = run.figures(metric);
            columns.add(List.of(new Panel.Series(
                    metric,
                    0,
                    values.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
                    values.values().stream().mapToDouble(Double::doubleValue).toArray())));
        }
        return panels(runs.stream().map(run -> metric).toList(), "value", columns);
    }

    private static List<Panel> panels(List<String> titles, String yName, List<List<Panel.Series>> columns) {
        double[] x = columns.stream()
                .flatMap(List::stream)
                .flatMapToDouble(s -> Arrays.stream(s.x()))
                .toArray();
        double[] y = columns.stream()
                .flatMap(List::stream)
                .flatMapToDouble(s -> Arrays.stream(s.y()))
                .filter(Double::isFinite)
                .toArray();
        Axis across = Axis.around(x.length == 0 ? 0 : Math.min(0, min(x)), max(x));
        Axis up = Axis.around(min(y), max(y));
        List<Panel> panels = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            panels.add(new Panel(titles.get(c), "images seen", yName, across, up, columns.get(c), false));
        }
        return panels;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
