package io.genstream.gateway.views;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Everything that the gateway knows from following topics. Thread-safe. */
public final class Views {
    /** Of each view; beyond, the eldest is forgotten and counted: tens of megabytes at most. */
    private static final int ENTRIES = 20_000;

    /** Roll-out decisions: those that a page or a client still asks for. */
    private static final int DECISIONS = 500;

    /** Twelve heartbeats of an inference instance. */
    private static final Duration STALE = Duration.ofSeconds(60);

    private final ModelRegistry models;
    private final DocumentView decisions;
    private final DocumentView evaluations;
    private final DocumentView recipes;
    private final DocumentView runs;
    private final DocumentView datasets;
    private final DocumentView serving;
    private final Clock clock;

    public Views(MeterRegistry registry, Clock clock) {
        this.models = new ModelRegistry(ENTRIES, registry);
        this.decisions = new DocumentView("rollout-decisions", DECISIONS, registry);
        this.evaluations = new DocumentView("evaluations", ENTRIES, registry);
        this.recipes = new DocumentView("recipes", ENTRIES, registry);
        this.runs = new DocumentView("runs", ENTRIES, registry);
        this.datasets = new DocumentView("dataset-updates", ENTRIES, registry);
        this.serving = new DocumentView("serving-status", ENTRIES, registry);
        this.clock = clock;
    }

    public ModelRegistry models() {
        return models;
    }

    public DocumentView decisions() {
        return decisions;
    }

    public DocumentView evaluations() {
        return evaluations;
    }

    public DocumentView recipes() {
        return recipes;
    }

    public DocumentView runs() {
        return runs;
    }

    public DocumentView datasets() {
        return datasets;
    }

    public DocumentView serving() {
        return serving;
    }

    /** Where a version stands in each inference instance that still reports. */
    public List<JsonObject> servingNow(String model, String version) {
        Instant oldest = clock.instant().minus(STALE);
        return serving.list(status -> model.equals(status.getString("model"))
                && version.equals(status.getString("version"))
                && Instant.parse(status.getString("heartbeat")).isAfter(oldest));
    }

    /** Whether some instance serves the version now. */
    public boolean ready(String model, String version) {
        return servingNow(model, version).stream().anyMatch(status -> "READY".equals(status.getString("state")));
    }
}
