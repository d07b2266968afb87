package io.genstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The state as lines of text. Stateless. */
final class View {
    private static final int BAR = 12;
    private static final int CURVE = 24;
    private static final int SHOWN_RUNS = 8;

    private View() {}

    /** @param servingRate pictures a second; NaN if nobody says */
    static List<String> lines(WatchState state, double servingRate) {
        List<String> lines = new ArrayList<>();
        lines.add(throughput(state, servingRate));
        lines.add("");
        lines.addAll(runs(state));
        lines.add("");
        lines.addAll(models(state));
        if (!state.decisions().isEmpty()) {
            lines.add("");
            Table table = new Table("DECIDED", "ACTION", "VERSION", "ACCEPTED", "REASON");
            state.decisions()
                    .forEach(d -> table.row(
                            Text.instant(d, "at"),
                            Text.of(d, "action"),
                            Text.of(d, "version"),
                            d.path("accepted").asBoolean() ? "yes" : "no",
                            Text.of(d, "reason")));
            lines.addAll(table.lines());
        }
        return lines;
    }

    private static String throughput(WatchState state, double servingRate) {
        StringBuilder line = new StringBuilder("training ");
        line.append(Text.figure(state.trainingRate())).append(" img/s");
        if (!Double.isNaN(servingRate)) {
            line.append("   serving ").append(Text.figure(servingRate)).append(" img/s");
        }
        return line.toString();
    }

    private static List<String> runs(WatchState state) {
        List<JsonNode> all = state.runs();
        if (all.isEmpty()) {
            return List.of("No runs yet.");
        }
        Table table = new Table("RUN", "STATE", "PROGRESS", "IMG/S", "LEFT", "LOSSES");
        all.subList(Math.max(0, all.size() - SHOWN_RUNS), all.size()).forEach(run -> {
            JsonNode progress = state.progress(Text.of(run, "runId"));
            boolean running = Text.of(run, "state").equals("RUNNING");
            table.row(
                    Text.of(run, "runId"),
                    Text.of(run, "state"),
                    bar(progress),
                    running ? Text.figure(progress.path("imagesPerSecond")) : "",
                    running && progress.has("etaSeconds")
                            ? Text.duration(progress.path("etaSeconds").asDouble())
                            : "",
                    losses(progress));
        });
        return table.lines();
    }

    private static String bar(JsonNode progress) {
        long target = progress.path("targetImages").asLong();
        if (target <= 0) {
            return "";
        }
        double share = Math.min(1, progress.path("imagesSeen").asDouble() / target);
        int filled = (int) (share * BAR);
        return "█".repeat(filled) + "░".repeat(BAR - filled) + String.format(Locale.ROOT, " %3.0f %%", 100 * share);
    }

    private static String losses(JsonNode progress) {
        StringJoiner losses = new StringJoiner("  ");
        progress.path("losses")
                .properties()
                .forEach(loss -> losses.add(loss.getKey() + " " + Text.figure(loss.getValue())));
        return losses.toString();
    }

    private static List<String> models(WatchState state) {
        if (state.rollouts().isEmpty()) {
            return List.of("No model is rolled out yet.");
        }
        Table table = new Table("MODEL", "STABLE", "CANARY", "POLICY", "METRIC", "STABLE'S", "OF EACH VERSION");
        for (Map.Entry<String, JsonNode> entry : state.rollouts().entrySet()) {
            String model = entry.getKey();
            JsonNode rollout = entry.getValue();
            String canary = Text.of(rollout, "canary");
            double distance = state.distance(model, Text.of(rollout, "stable"));
            table.row(
                    model,
                    Text.of(rollout, "stable"),
                    canary.isEmpty() ? "" : canary + " " + Text.of(rollout, "canaryPercent") + " %",
                    Text.of(rollout, "policy"),
                    state.metric(model),
                    Double.isNaN(distance) ? "" : Text.figure(distance),
                    Sparkline.of(state.distances(model), CURVE));
        }
        return table.lines();
    }
}
