package io.genstream.gateway.rollout.kafka;

import io.genstream.gateway.log.kafka.TopicSender;
import io.genstream.gateway.rollout.RolloutChange;
import io.genstream.gateway.rollout.RolloutCommands;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RolloutAction;
import io.genstream.schemas.avro.RolloutCommand;
import io.genstream.schemas.avro.RolloutPolicy;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** Commands over topic rollout-commands. Thread-safe. */
public final class RolloutCommandLog implements RolloutCommands {
    private final TopicSender sender;
    private final Clock clock;

    public RolloutCommandLog(TopicSender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> send(RolloutChange change) {
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
        return sender.send(Topics.ROLLOUT_COMMANDS, change.model(), command);
    }
}
