package io.genstream.benchmarks.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.runs.RunCurve;
import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What every report begins with: claim, data, measure, runs. Stateless. */
final class Preface {
    private Preface() {}

    static Report write(Experiment experiment, Provenance provenance, JsonNode dataset, List<Trial> trials) {
        Report report = new Report()
                .heading(1, experiment.name())
                .paragraph("Written by " + provenance + ".")
                .heading(2, "The claim")
                .paragraph(experiment.claim())
                .heading(2, "Data and measure")
                .paragraph(data(dataset))
                .paragraph(measure(trials))
                .heading(2, "The runs");
        List<List<String>> rows = new ArrayList<>();
        trials.forEach(trial -> rows.add(row(trial)));
        return report.table(List.of("arm", "recipe and parameters", "run", "state", "images seen"), rows);
    }

    private static List<String> row(Trial trial) {
        return List.of(
                trial.name(),
                trial.arm().recipe() + ": " + words(trial.parameters()),
                "`" + trial.curve().runId() + "`",
                trial.state().toLowerCase(Locale.ROOT),
                trial.curve().run().path("imagesSeen").asText());
    }

    private static String words(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + ' ' + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String data(JsonNode dataset) {
        return "Data set `" + Text.of(dataset, "datasetId") + "`, revision " + Text.of(dataset, "revision") + ": "
                + Text.pictures(dataset) + ".";
    }

    /** The names of metrics say extractor, reference and number of pictures (docs/metrics.md). */
    private static String measure(List<Trial> trials) {
        String metrics = trials.stream()
                .flatMap(trial -> trial.distances().stream())
                .map(RunCurve.Figure::metric)
                .distinct()
                .map(metric -> "`" + metric + "`")
                .collect(Collectors.joining(", "));
        return metrics.isEmpty()
                ? "No run was measured: the eval service has no extractor for these pictures."
                : "\"Distance\" is the metric " + metrics + " of the checkpoints' pictures; lower is better.";
    }
}
