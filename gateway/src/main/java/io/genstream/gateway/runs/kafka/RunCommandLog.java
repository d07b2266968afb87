package io.genstream.gateway.runs.kafka;

import io.genstream.gateway.log.kafka.TopicSender;
import io.genstream.gateway.runs.RunCommands;
import io.genstream.gateway.runs.RunOrder;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Recipe;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunCommand;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** Commands over topic run-commands. Thread-safe. */
public final class RunCommandLog implements RunCommands {
    private final TopicSender sender;
    private final Clock clock;

    public RunCommandLog(TopicSender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> send(RunOrder order) {
        RunCommand command = RunCommand.newBuilder()
                .setCommandId(order.commandId())
                .setAction(RunAction.valueOf(order.action().name()))
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
        return sender.send(Topics.RUN_COMMANDS, order.recipe(), command);
    }
}
