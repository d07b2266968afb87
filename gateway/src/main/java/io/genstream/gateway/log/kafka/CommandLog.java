package io.genstream.gateway.log.kafka;

import io.genstream.gateway.rollout.RolloutChange;
import io.genstream.gateway.runs.RunOrder;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.Recipe;
import io.genstream.schemas.avro.RolloutAction;
import io.genstream.schemas.avro.RolloutCommand;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunCommand;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** What operators ask of the gate and of trainers; completes when the command is stored. Does not block. Thread-safe. */
public final class CommandLog {
    private static final Outlet<RolloutCommand> ROLLOUT_COMMANDS =
            new Outlet<>(Topics.ROLLOUT_COMMANDS, Writer.GATEWAY);
    private static final Outlet<RunCommand> RUN_COMMANDS = new Outlet<>(Topics.RUN_COMMANDS, Writer.GATEWAY);

    private final TopicSender sender;
    private final Clock clock;

    public CommandLog(TopicSender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    public CompletableFuture<Void> change(RolloutChange change) {
        RolloutCommand command = RolloutCommand.newBuilder()
                .setCommandId(change.commandId())
                .setModel(change.model())
                .setAction(RolloutAction.valueOf(change.action().name()))
                .setVersion(change.version().orElse(null))
                .setPercent(change.percent())
                .setPolicy(change.policy()
                        .map(p -> RolloutPolicy.valueOf(p.name()))
                        .orElse(null))
                .setExpectedRevision(change.expectedRevision().orElse(null))
                .setBy(change.by())
                .setReason(change.reason())
                .setAt(clock.instant())
                .build();
        return sender.send(ROLLOUT_COMMANDS, change.model(), command);
    }

    /** The roll-out of a model goes, whose versions have gone. */
    public CompletableFuture<Void> deleteRollout(String commandId, String model) {
        RolloutCommand command = RolloutCommand.newBuilder()
                .setCommandId(commandId)
                .setModel(model)
                .setAction(RolloutAction.SET_POLICY)
                .setDeletes(true)
                .setBy("operator")
                .setReason("the model was deleted")
                .setAt(clock.instant())
                .build();
        return sender.send(ROLLOUT_COMMANDS, model, command);
    }

    public CompletableFuture<Void> run(RunOrder order) {
        RunCommand command = RunCommand.newBuilder()
                .setCommandId(order.commandId())
                .setAction(order.action() == RunOrder.Action.START ? RunAction.START : RunAction.STOP)
                .setDeletes(order.action() == RunOrder.Action.DELETE)
                .setRunId(order.runId())
                .setRecipe(Recipe.newBuilder()
                        .setName(order.recipe())
                        .setDatasetId(order.datasetId())
                        .setModel(order.model())
                        .setParameters(order.parameters())
                        .build())
                .setReason(order.reason())
                .setBy(order.by())
                .setAt(clock.instant())
                .build();
        return sender.send(RUN_COMMANDS, order.recipe(), command);
    }
}
