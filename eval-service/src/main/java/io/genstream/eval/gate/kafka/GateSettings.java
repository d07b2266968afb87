package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.GateRules;
import java.time.Duration;
import java.util.Optional;

/**
 * How a gate runs.
 *
 * @param id consumer group and transactional id: one gate acts for each id, so a cluster has one
 * @param instanceId name of this instance that outlives it: a gate that was killed takes its place again at once; empty: its
 *     place is free after {@code sessionTimeout}. No two running gates may share it
 * @param sessionTimeout after which another gate takes over from a silent one; brokers refuse less than their
 *     group.min.session.timeout.ms (6 s)
 * @param evaluationImages images of a re-measurement: as many as the evaluator asks for, or the figures do not compare
 */
public record GateSettings(
        String id, Optional<String> instanceId, Duration sessionTimeout, GateRules rules, int evaluationImages) {

    public GateSettings {
        if (id.isBlank()) {
            throw new IllegalArgumentException("The gate's id is empty: give a group name, e.g. genstream-gate");
        }
        if (sessionTimeout.toMillis() < 1_000) {
            throw new IllegalArgumentException(
                    "The gate's session time-out is " + sessionTimeout + ": give 1 s or more");
        }
        if (evaluationImages < 1) {
            throw new IllegalArgumentException(
                    "The gate re-measures with " + evaluationImages + " images: give 1 or more");
        }
    }

    /** What suits the digits on one cluster. */
    public static GateSettings defaults() {
        return new GateSettings("genstream-gate", Optional.empty(), Duration.ofSeconds(6), GateRules.defaults(), 2_000);
    }

    public GateSettings withId(String newId) {
        return new GateSettings(newId, instanceId, sessionTimeout, rules, evaluationImages);
    }

    public GateSettings withInstanceId(String newInstanceId) {
        return new GateSettings(id, Optional.of(newInstanceId), sessionTimeout, rules, evaluationImages);
    }

    public GateSettings withRules(GateRules newRules) {
        return new GateSettings(id, instanceId, sessionTimeout, newRules, evaluationImages);
    }
}
