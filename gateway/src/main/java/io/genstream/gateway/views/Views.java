package io.genstream.gateway.views;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Everything that the gateway knows from following topics. Thread-safe. */
public record Views(
        ModelRegistry models,
        DocumentView decisions,
        DocumentView evaluations,
        DocumentView recipes,
        DocumentView runs,
        DocumentView datasets,
        DocumentView serving,
        Clock clock) {

    private static final Set<String> PENDING = Set.of("QUEUED", "RUNNING");

    /** Of each view; beyond, the eldest is forgotten and counted: tens of megabytes at most. */
    private static final int ENTRIES = 20_000;

    /** Roll-out decisions: those that a page or a client still asks for. */
    private static final int DECISIONS = 500;

    /** Twelve heartbeats of an inference instance. */
    private static final Duration STALE = Duration.ofSeconds(60);

    public static Views of(MeterRegistry registry, Clock clock) {
        return new Views(
                new ModelRegistry(ENTRIES, registry),
                new DocumentView("rollout-decisions", DECISIONS, registry),
                new DocumentView("evaluations", ENTRIES, registry),
                new DocumentView("recipes", ENTRIES, registry),
                new DocumentView("runs", ENTRIES, registry),
                new DocumentView("dataset-updates", ENTRIES, registry),
                new DocumentView("serving-status", ENTRIES, registry),
                clock);
    }

    /** Where a version stands in each inference instance that still reports. */
    public List<JsonObject> servingNow(String model, String version) {
        Instant oldest = clock.instant().minus(STALE);
        return serving.list(status -> model.equals(status.getString("model"))
                && version.equals(status.getString("version"))
                && Instant.parse(status.getString("heartbeat")).isAfter(oldest));
    }

    /** Whether a run waits or trains. */
    public static boolean pending(JsonObject run) {
        return PENDING.contains(run.getString("state"));
    }

    /** Runs that wait or train, of those that match. */
    public List<JsonObject> pendingRuns(Predicate<JsonObject> wanted) {
        return runs.list(run -> pending(run) && wanted.test(run));
    }

    /** Whether some instance serves the version now. */
    public boolean ready(String model, String version) {
        return servingNow(model, version).stream().anyMatch(status -> "READY".equals(status.getString("state")));
    }
}
