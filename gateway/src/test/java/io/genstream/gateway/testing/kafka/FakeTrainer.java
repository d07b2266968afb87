package io.genstream.gateway.testing.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunCommand;
import io.genstream.schemas.avro.RunState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays a trainer over the real topics for one recipe: a run is as its last command wants it. */
public final class FakeTrainer implements AutoCloseable {
    private final Feeder feeder;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final TopicFollower<RunCommand> follower;

    public FakeTrainer(String bootstrapServers, String recipe) {
        this.feeder = new Feeder(bootstrapServers);
        feeder.recipe(recipe);
        this.follower = TopicFollower.start(
                KafkaConnection.single(bootstrapServers),
                Topics.RUN_COMMANDS,
                "test-trainer",
                (record, error) -> poison(),
                (key, command, meta) -> {
                    if (key.equals(recipe)) {
                        obey(command);
                    }
                });
    }

    private CompletableFuture<Void> poison() {
        commands.add("poison");
        return CompletableFuture.completedFuture(null);
    }

    public List<String> commands() {
        return commands;
    }

    private void obey(RunCommand command) {
        commands.add(command.getDeletes() ? "DELETE" : command.getAction().name());
        if (command.getDeletes()) {
            feeder.sendBytes(Topics.RUNS.name(), command.getRunId(), null);
            return;
        }
        Run run = Run.newBuilder()
                .setRunId(command.getRunId())
                .setState(command.getAction() == RunAction.STOP ? RunState.STOPPED : RunState.RUNNING)
                .setRecipe(command.getRecipe())
                .setRevision(1)
                .setOwner("test")
                .setStartedAt(Instant.now())
                .setUpdatedAt(Instant.now())
                .build();
        feeder.send(Topics.RUNS, command.getRunId(), run);
    }

    @Override
    public void close() {
        follower.close();
        feeder.close();
    }
}
