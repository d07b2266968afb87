package io.genstream.cli.runs;

import io.genstream.cli.runs.RunCurve.Figure;
import io.genstream.cli.runs.RunCurve.Point;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A run's curve as a table or for TensorBoard; in both, images seen are what losses and figures share. Stateless. */
final class RunExport {
    private static final String SEPARATOR = ",";

    private RunExport() {}

    /** What was told at one moment of a run: losses, or figures of a checkpoint. */
    private record Entry(
            long images, String step, String epoch, String speed, Instant at, Map<String, Double> values) {}

    /** One line a moment, in order; a column a loss term and a metric, empty where nothing was told. */
    static void csv(RunCurve curve, Path file) throws IOException {
        TreeSet<String> metrics = new TreeSet<>();
        curve.figures().forEach(figure -> metrics.add(figure.metric()));
        List<String> columns = new ArrayList<>(curve.terms());
        columns.addAll(metrics);
        List<String> lines = new ArrayList<>();
        lines.add("images_seen,step,epoch,images_per_second,at"
                + (columns.isEmpty() ? "" : SEPARATOR + String.join(SEPARATOR, columns)));
        for (Entry entry : entries(curve)) {
            StringBuilder line = new StringBuilder(String.join(
                    SEPARATOR,
                    Long.toString(entry.images()),
                    entry.step(),
                    entry.epoch(),
                    entry.speed(),
                    entry.at().toString()));
            for (String column : columns) {
                Double value = entry.values().get(column);
                line.append(SEPARATOR).append(value == null ? "" : value);
            }
            lines.add(line.toString());
        }
        folder(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    /** A folder a run, as TensorBoard wants it; exporting the run again replaces its file. */
    static Path tensorBoard(RunCurve curve, Path directory) throws IOException {
        Path folder = directory.resolve(curve.runId());
        folder(folder);
        Instant begin =
                curve.points().isEmpty() ? Instant.EPOCH : curve.points().get(0).at();
        Path file = folder.resolve("events.out.tfevents." + begin.getEpochSecond() + ".genstream");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            TensorBoardFile events = new TensorBoardFile(out, begin);
            for (Point point : curve.points()) {
                for (Map.Entry<String, Double> loss : new TreeMap<>(point.losses()).entrySet()) {
                    events.scalar("loss/" + loss.getKey(), point.images(), point.at(), loss.getValue());
                }
                events.scalar("images_per_second", point.images(), point.at(), point.imagesPerSecond());
            }
            for (Figure figure : curve.figures()) {
                events.scalar("metric/" + figure.metric(), figure.images(), figure.at(), figure.value());
            }
        }
        return file;
    }

    private static List<Entry> entries(RunCurve curve) {
        List<Entry> entries = new ArrayList<>();
        curve.points()
                .forEach(p -> entries.add(new Entry(
                        p.images(),
                        Long.toString(p.step()),
                        Double.toString(p.epoch()),
                        Double.toString(p.imagesPerSecond()),
                        p.at(),
                        p.losses())));
        Map<Long, Entry> measured = new TreeMap<>();
        curve.figures().forEach(f -> measured.computeIfAbsent(
                        f.images(), images -> new Entry(images, "", "", "", f.at(), new TreeMap<>()))
                .values()
                .put(f.metric(), f.value()));
        entries.addAll(measured.values());
        entries.sort(Comparator.comparingLong(Entry::images)); // stable: losses before figures
        return entries;
    }

    private static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }
}
