package io.genstream.trainer.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** The figures that the trainer counts, under one prefix. Thread-safe. */
public final class TrainerMetrics {
    private static final String PREFIX = "genstream.trainer.";

    private static final Duration[] BUCKETS = LongStream.of(1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

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

    /** Records whose letter cannot be written yet. */
    public void deadLettersWaiting(Supplier<Number> read) {
        Gauge.builder(PREFIX + "dead.letters.waiting", read).register(registry);
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

    /** Times the export of a checkpoint, its parity check included. */
    public <T> T exporting(String model, Supplier<T> export) {
        return timer("checkpoint.export", "model", model).record(export);
    }

    /** Times the transaction that publishes a checkpoint with its artifacts, and the clearing away of old ones. */
    public <T> T publishing(String model, Supplier<T> publish) {
        return timer("checkpoint.publish", "model", model).record(publish);
    }

    /** A stretch of training: its mean step, once. */
    public void steps(String recipe, long steps, Duration time) {
        if (steps > 0) {
            timer("step", "recipe", recipe).record(time.dividedBy(steps));
        }
    }

    /** A run that reached a state in which nothing more happens by itself. */
    public void runEnded(String recipe, String state) {
        registry.counter(PREFIX + "runs.ended", "recipe", recipe, "state", state)
                .increment();
    }

    private Timer timer(String name, String tag, String value) {
        return Timer.builder(PREFIX + name)
                .tag(tag, value)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
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
