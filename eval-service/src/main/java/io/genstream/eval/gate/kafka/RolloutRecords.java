package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.Action;
import io.genstream.eval.gate.GateDecision;
import io.genstream.eval.gate.OperatorCommand;
import io.genstream.eval.gate.Policy;
import io.genstream.eval.gate.RolloutState;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.RolloutAction;
import io.genstream.schemas.avro.RolloutCommand;
import io.genstream.schemas.avro.RolloutDecision;
import io.genstream.schemas.avro.RolloutPolicy;

/** Roll-outs, commands and decisions between Avro and the gate's own records. */
final class RolloutRecords {
    private RolloutRecords() {}

    static OperatorCommand command(RolloutCommand avro) {
        return new OperatorCommand(
                avro.getCommandId(),
                avro.getModel(),
                avro.getDeletes() ? Action.DELETE : action(avro.getAction()),
                avro.getVersion(),
                avro.getPercent(),
                avro.getPolicy() == null ? null : policy(avro.getPolicy()),
                avro.getExpectedRevision(),
                avro.getBy(),
                avro.getReason());
    }

    static RolloutState state(ModelRollout avro) {
        return new RolloutState(
                avro.getModel(),
                avro.getStable(),
                avro.getPreviousStable(),
                avro.getCanary(),
                avro.getCanaryPercent(),
                avro.getShadow(),
                policy(avro.getPolicy()),
                avro.getRevision(),
                avro.getBy(),
                avro.getReason(),
                avro.getAt());
    }

    static ModelRollout rollout(RolloutState state) {
        return ModelRollout.newBuilder()
                .setModel(state.model())
                .setStable(state.stable())
                .setPreviousStable(state.previousStable())
                .setCanary(state.canary())
                .setCanaryPercent(state.canaryPercent())
                .setShadow(state.shadow())
                .setPolicy(RolloutPolicy.valueOf(state.policy().name()))
                .setRevision(state.revision())
                .setBy(state.by())
                .setReason(state.reason())
                .setAt(state.at())
                .build();
    }

    static RolloutDecision decision(GateDecision decision) {
        return RolloutDecision.newBuilder()
                .setCommandId(decision.commandId())
                .setModel(decision.model())
                .setVersion(decision.version())
                .setAction(
                        deletes(decision)
                                ? RolloutAction.SET_POLICY
                                : RolloutAction.valueOf(decision.action().name()))
                .setDeletes(deletes(decision))
                .setAccepted(decision.accepted())
                .setBy(decision.by())
                .setReason(decision.reason())
                .setFigures(decision.figures())
                .setRevision(decision.after().revision())
                .setAt(decision.at())
                .build();
    }

    /** No action of its own in Avro: an older reader would not know it. */
    private static boolean deletes(GateDecision decision) {
        return decision.action() == Action.DELETE;
    }

    static Action action(RolloutAction avro) {
        return Action.valueOf(avro.name());
    }

    private static Policy policy(RolloutPolicy avro) {
        return Policy.valueOf(avro.name());
    }
}
