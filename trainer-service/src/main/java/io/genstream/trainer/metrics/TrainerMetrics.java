package io.genstream.trainer.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** The figures that the trainer counts, under one prefix. Thread-safe. */
public final class TrainerMetrics {
    private static final String PREFIX = "genstream.trainer.";

    private final MeterRegistry registry;

    public TrainerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void processed(String topic) {
        records(topic, "processed");
    }

    public void retried(String topic) {
        records(topic, "retried");
    }

    public void deadLettered(String topic) {
        records(topic, "dead-lettered");
    }

    private void records(String topic, String outcome) {
        registry.counter(PREFIX + "records", "topic", topic, "outcome", outcome).increment();
    }

    public void imagesSeen(String recipe, long images) {
        registry.counter(PREFIX + "images.seen", "recipe", recipe).increment(images);
    }

    /** @param outcome published, refused (parity) or failed (not stored) */
    public void checkpoint(String model, String outcome) {
        registry.counter(PREFIX + "checkpoints", "model", model, "outcome", outcome)
                .increment();
    }

    public void checkpointDeleted(String model) {
        registry.counter(PREFIX + "checkpoints.deleted", "model", model).increment();
    }

    /** A dashboard record that was let go because the cluster could not keep up. */
    public void dropped(String topic) {
        registry.counter(PREFIX + "dropped", "topic", topic).increment();
    }

    /** A view that has reached its limit and let its oldest entry go. */
    public void evicted(String view) {
        registry.counter(PREFIX + "evicted", "view", view).increment();
    }
}
