package io.genstream.gateway.testing.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.RolloutCommand;
import io.genstream.schemas.avro.RolloutDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays the gate over the real topics for one model: accepts every command, or refuses it with given words. */
public final class FakeGate implements AutoCloseable {
    private final Feeder feeder;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final TopicFollower<RolloutCommand> follower;
    private volatile String refusal;

    public FakeGate(String bootstrapServers, String model) {
        this.feeder = new Feeder(bootstrapServers);
        this.follower = TopicFollower.start(
                KafkaConnection.single(bootstrapServers),
                Topics.ROLLOUT_COMMANDS,
                "test-gate",
                (record, error) -> poison(),
                (key, command, meta) -> {
                    if (command.getModel().equals(model)) {
                        decide(command);
                    }
                });
    }

    private CompletableFuture<Void> poison() {
        commands.add("poison");
        return CompletableFuture.completedFuture(null);
    }

    public void refuseWith(String reason) {
        refusal = reason;
    }

    /** "ACTION version percent policy expectedRevision by reason" of each command. */
    public List<String> commands() {
        return commands;
    }

    private void decide(RolloutCommand command) {
        commands.add(String.join(
                " ",
                command.getAction().name(),
                String.valueOf(command.getVersion()),
                Integer.toString(command.getPercent()),
                String.valueOf(command.getPolicy()),
                String.valueOf(command.getExpectedRevision()),
                command.getBy(),
                command.getReason()));
        if (command.getDeletes() && refusal == null) {
            feeder.sendBytes(Topics.MODEL_ROLLOUTS.name(), command.getModel(), null);
        }
        RolloutDecision decision = RolloutDecision.newBuilder()
                .setCommandId(command.getCommandId())
                .setModel(command.getModel())
                .setVersion(command.getVersion())
                .setAction(command.getAction())
                .setDeletes(command.getDeletes())
                .setAccepted(refusal == null)
                .setBy(command.getBy())
                .setReason(refusal == null ? "as asked" : refusal)
                .setFigures(Map.of())
                .setRevision(2)
                .setAt(Instant.now())
                .build();
        feeder.send(Topics.ROLLOUT_DECISIONS, command.getCommandId(), decision);
    }

    @Override
    public void close() {
        follower.close();
        feeder.close();
    }
}
