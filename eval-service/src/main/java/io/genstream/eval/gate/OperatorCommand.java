package io.genstream.eval.gate;

import java.util.Objects;

/**
 * An operator's word on a model; it wins over the gate's rules.
 *
 * @param version null with CANARY and SHADOW: none any more
 * @param policy null with PROMOTE and ROLL_BACK: MANUAL
 * @param expectedRevision null: whatever the roll-out is at
 */
public record OperatorCommand(
        String commandId,
        String model,
        Action action,
        String version,
        int percent,
        Policy policy,
        Long expectedRevision,
        String by,
        String reason) {

    public OperatorCommand {
        Objects.requireNonNull(action, "action");
        if (commandId.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("A roll-out command needs a commandId and a model");
        }
    }

    /** The policy that holds after a command that moves the stable version. */
    Policy pinned() {
        return policy == null ? Policy.MANUAL : policy;
    }
}
