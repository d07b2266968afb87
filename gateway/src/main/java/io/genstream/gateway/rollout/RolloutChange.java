package io.genstream.gateway.rollout;

import java.util.Optional;

/** An operator's word about a model's roll-out: exactly one change. */
public record RolloutChange(
        String commandId,
        String model,
        Action action,
        Optional<String> version,
        int percent,
        Optional<Policy> policy,
        Optional<Long> expectedRevision,
        String by,
        String reason) {

    /** What is asked for. */
    public enum Action {
        PROMOTE,
        CANARY,
        SHADOW,
        ROLL_BACK,
        SET_POLICY
    }

    /** Who moves the roll-out from then on. */
    public enum Policy {
        AUTO,
        MANUAL
    }
}
