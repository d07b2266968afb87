package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came of a sweep: a line a point, with its last losses and figures. Immutable. */
record SweepTable(List<String> headings, List<List<String>> rows) {
    static SweepTable of(Sweep sweep) {
        Map<Map<String, String>, JsonNode> runs = sweep.runs();
        List<Optional<RunCurve>> curves = sweep.grid().points().stream()
                .map(point -> sweep.curve(runs, point))
                .toList();
        TreeSet<String> losses = new TreeSet<>();
        TreeSet<String> metrics = new TreeSet<>();
        for (Optional<RunCurve> curve : curves) {
            curve.ifPresent(c -> losses.addAll(c.terms()));
            curve.ifPresent(c -> c.figures().forEach(figure -> metrics.add(figure.metric())));
        }
        List<String> headings = new ArrayList<>(sweep.grid().swept());
        headings.addAll(List.of("run", "state", "images seen"));
        losses.forEach(loss -> headings.add("loss " + loss));
        headings.addAll(metrics);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            rows.add(row(sweep, sweep.grid().points().get(i), curves.get(i), losses, metrics));
        }
        return new SweepTable(headings, rows);
    }

    private static List<String> row(
            Sweep sweep,
            Map<String, String> point,
            Optional<RunCurve> curve,
            TreeSet<String> losses,
            TreeSet<String> metrics) {
        List<String> row = new ArrayList<>();
        sweep.grid().swept().forEach(key -> row.add(point.get(key)));
        row.add(curve.map(RunCurve::runId).orElse(""));
        row.add(curve.map(c -> Text.of(c.run(), "state")).orElse("not ordered"));
        row.add(curve.map(c -> Long.toString(c.run().path("imagesSeen").asLong()))
                .orElse(""));
        Map<String, Double> last = new TreeMap<>();
        curve.ifPresent(c -> {
            c.points().forEach(p -> last.putAll(p.losses()));
            metrics.forEach(metric -> c.figures(metric).values().forEach(value -> last.put(metric, value)));
        });
        losses.forEach(loss -> row.add(last.containsKey(loss) ? Text.figure(last.get(loss)) : ""));
        metrics.forEach(metric -> row.add(last.containsKey(metric) ? Text.figure(last.get(metric)) : ""));
        return row;
    }

    /** GitHub's tables. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", headings) + " |");
        lines.add("|" + "---|".repeat(headings.size()));
        rows.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
        return lines;
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", headings));
        rows.forEach(row -> lines.add(String.join(",", row)));
        return lines;
    }

    /** As {@code base}.md and {@code base}.csv. */
    void write(Path base) throws IOException {
        Path folder = base.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Files.write(base.resolveSibling(base.getFileName() + ".md"), markdown());
        Files.write(base.resolveSibling(base.getFileName() + ".csv"), csv());
    }
}
