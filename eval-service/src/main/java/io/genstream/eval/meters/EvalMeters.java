package io.genstream.eval.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the evaluation counts; every record ends as processed, ignored or dead-lettered. Thread-safe. */
public final class EvalMeters {
    private final MeterRegistry registry;

    private final AtomicInteger heldBatches = new AtomicInteger();

    public EvalMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("batches.held", heldBatches::get);
    }

    public void processed(String topic) {
        records(topic, "processed").increment();
    }

    /** A record that is fine and needs nothing done: a duplicate, or what others asked for. */
    public void ignored(String topic) {
        records(topic, "ignored").increment();
    }

    public void deadLettered(String topic) {
        records(topic, "dead-lettered").increment();
    }

    public void asked(boolean again) {
        registry.counter("genstream.eval.asked", "reason", again ? "retry" : "checkpoint")
                .increment();
    }

    /** A version that will not get figures, and why. */
    public void skipped(String reason) {
        registry.counter("genstream.eval.skipped", "reason", reason).increment();
    }

    public void evaluated(Duration computation) {
        registry.counter("genstream.eval.evaluations").increment();
        registry.timer("genstream.eval.computation").record(computation);
    }

    public void extracted(int images, Duration took) {
        registry.counter("genstream.eval.images").increment(images);
        registry.timer("genstream.eval.extraction").record(took);
    }

    public void accumulatorDropped() {
        registry.counter("genstream.eval.accumulators.dropped").increment();
    }

    /** Batches that wait for their checkpoint or reference. */
    public void heldBatches(int count) {
        heldBatches.set(count);
    }

    /** A batch beyond the limit of those that wait; its evaluation starts anew. */
    public void batchDropped() {
        registry.counter("genstream.eval.batches.dropped").increment();
    }

    public void referenceBuilt(Duration took) {
        Timer timer = registry.timer("genstream.eval.reference.build");
        timer.record(took);
    }

    public void referenceFailed() {
        registry.counter("genstream.eval.reference.failures").increment();
    }

    public void datasetUnusable() {
        registry.counter("genstream.eval.datasets.unusable").increment();
    }

    public void gauge(String name, Supplier<Number> value) {
        Gauge.builder("genstream.eval." + name, value).register(registry);
    }

    private Counter records(String topic, String outcome) {
        return registry.counter("genstream.eval.records", "topic", topic, "outcome", outcome);
    }
}
