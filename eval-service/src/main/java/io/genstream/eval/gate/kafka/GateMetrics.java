package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.GateActions;
import io.genstream.eval.gate.GateDecision;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** The gate's meters, counted once a transaction is through. Thread-safe. */
final class GateMetrics implements AutoCloseable {
    private final MeterRegistry registry;
    private final String gate;
    private final AtomicBoolean leading = new AtomicBoolean();
    private final Gauge leadership;

    GateMetrics(MeterRegistry registry, String gate) {
        this.registry = registry;
        this.gate = gate;
        this.leadership = Gauge.builder("genstream.gate.leading", leading, flag -> flag.get() ? 1 : 0)
                .description("1 while this instance acts as the gate")
                .tag("gate", gate)
                .register(registry);
    }

    void leading(boolean now) {
        leading.set(now);
    }

    boolean isLeading() {
        return leading.get();
    }

    void committed(GateActions actions) {
        for (GateDecision decision : actions.decisions()) {
            registry.counter(
                            "genstream.gate.decisions",
                            "gate",
                            gate,
                            "action",
                            decision.action().name().toLowerCase(Locale.ROOT),
                            "outcome",
                            decision.accepted() ? "accepted" : "refused",
                            "origin",
                            decision.automatic() ? "auto" : "operator")
                    .increment();
        }
        count("genstream.gate.duplicate.commands", actions.duplicates());
        count("genstream.gate.remeasurements", actions.remeasurements().size());
        count("genstream.gate.stopped.runs", actions.stops().size());
    }

    void steppedDown() {
        count("genstream.gate.step.downs", 1);
    }

    private void count(String name, int by) {
        registry.counter(name, "gate", gate).increment(by);
    }

    @Override
    public void close() {
        registry.remove(leadership);
    }
}
