package io.genstream.inference.request;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Every meter of the service, by name in one place. Thread-safe. */
public final class InferenceMetrics {
    private static final String PREFIX = "genstream.inference.";

    private final MeterRegistry registry;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Map<Lane, Counter> images = new EnumMap<>(Lane.class);
    private final DistributionSummary batchSize;
    private final Counter deliveryRetries;

    /** Where a request's time goes. */
    public enum Stage {
        /** From the queue's door to a worker. */
        QUEUE,
        /** Latents, conditions and ONNX Runtime. */
        RUN,
        ENCODE,
        /** From send to acknowledgement of a batch. */
        DELIVER,
        /** Reading, checking and warming up a version. */
        LOAD
    }

    public InferenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    Timer.builder(PREFIX + "stage")
                            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                            .publishPercentileHistogram()
                            .register(registry));
        }
        for (Lane lane : Lane.values()) {
            images.put(
                    lane,
                    Counter.builder(PREFIX + "images").tag("lane", lane.tag()).register(registry));
        }
        this.batchSize = DistributionSummary.builder(PREFIX + "batch.size")
                .description("images of one ONNX Runtime call")
                .publishPercentileHistogram()
                .register(registry);
        this.deliveryRetries = Counter.builder(PREFIX + "delivery.retries").register(registry);
    }

    public void stage(Stage stage, long nanos) {
        stages.get(stage).record(Duration.ofNanos(nanos));
    }

    public void batch(Lane lane, int size) {
        batchSize.record(size);
        images.get(lane).increment(size);
    }

    /** One request record ended. */
    public void ended(String lane, RequestEnd end) {
        registry.counter(PREFIX + "requests", "lane", lane, "state", end.state().name(), "code", end.code())
                .increment();
    }

    public void deadLetter(String topic) {
        registry.counter(PREFIX + "dead.letters", "topic", topic).increment();
    }

    /** Records whose letter cannot be written yet. */
    public void deadLettersWaiting(Supplier<Number> read) {
        Gauge.builder(PREFIX + "dead.letters.waiting", read).register(registry);
    }

    public void deliveryRetry() {
        deliveryRetries.increment();
    }

    /** Images of unfinished requests in a lane, partitions paused, versions loaded: whatever is read when scraped. */
    public void gauge(String name, String tag, String value, Supplier<Number> read) {
        Gauge.builder(PREFIX + name, read).tag(tag, value).register(registry);
    }
}
