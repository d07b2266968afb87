package io.genstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.terminal.Text;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** News as lines for a file or a pipe: one a change, and one of each run's progress now and then. Used by one thread. */
final class EventLines {
    private static final long PROGRESS_NS = Duration.ofSeconds(10).toNanos();

    private final LongSupplier nanos;
    private final Map<String, Long> progressShown = new HashMap<>();

    EventLines(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Optional<String> of(JsonNode frame) {
        JsonNode value = frame.path("value");
        if (!value.isObject()) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        switch (Text.of(frame, "topic")) {
                            case "runs" -> run(value);
                            case "training-progress" -> progress(value);
                            case "evaluations" -> evaluation(value);
                            case "rollout-decisions" -> decision(value);
                            default -> null;
                        })
                .map(line -> Text.instant(frame, "at") + "  " + line);
    }

    private static String run(JsonNode run) {
        String reason = Text.of(run, "reason");
        return "run " + Text.of(run, "runId") + " is " + Text.of(run, "state") + " at "
                + Text.count(run.path("imagesSeen").asLong()) + " images" + (reason.isEmpty() ? "" : ": " + reason);
    }

    private String progress(JsonNode progress) {
        String runId = Text.of(progress, "runId");
        long now = nanos.getAsLong();
        Long before = progressShown.get(runId);
        if (before != null && now - before < PROGRESS_NS) {
            return null;
        }
        progressShown.put(runId, now);
        StringBuilder line = new StringBuilder("run " + runId + " has seen "
                + Text.count(progress.path("imagesSeen").asLong()) + " of "
                + Text.count(progress.path("targetImages").asLong()) + " images, "
                + Text.figure(progress.path("imagesPerSecond")) + " a second");
        progress.path("losses")
                .properties()
                .forEach(loss ->
                        line.append(", ").append(loss.getKey()).append(' ').append(Text.figure(loss.getValue())));
        return line.toString();
    }

    private static String evaluation(JsonNode evaluation) {
        return WatchState.isDistance(evaluation)
                ? Text.of(evaluation, "model") + " " + Text.of(evaluation, "version") + " has "
                        + Text.of(evaluation, "metric") + " " + Text.figure(evaluation.path("value"))
                : null;
    }

    private static String decision(JsonNode decision) {
        return (decision.path("accepted").asBoolean() ? "accepted " : "refused ") + Text.of(decision, "action") + " of "
                + Text.of(decision, "model") + " " + Text.of(decision, "version") + ": " + Text.of(decision, "reason");
    }
}
