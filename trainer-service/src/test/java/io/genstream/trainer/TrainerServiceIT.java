package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.TrainingProgress;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the whole service does when all goes well: data, commands, restarts. */
class TrainerServiceIT extends TrainerServiceFixture {
    @Test
    void trainsNewDataAndGoesOnAfterARestart() {
        FakeRecipe recipe = new FakeRecipe("restart", "restart-data", 15_000);
        importPictures("restart-data", 1);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TrainerService service = start(recipe, true, registry)) {
            await().atMost(PATIENCE).until(() -> !checkpoints("restart").isEmpty());
            await().atMost(PATIENCE)
                    .until(() -> cluster.latest(Topics.PREVIEWS, "restart").size() == 1);
            assertThat(service.failure()).isEmpty();
        }
        FakeRecipe.FakeSession first = recipe.sessions.get(0);
        assertThat(first.closed).isTrue();
        assertThat(first.pictures.size())
                .as("pictures of the train split alone")
                .isEqualTo(20);
        assertThat(run("restart-r1").getState()).isEqualTo(RunState.RUNNING);
        Checkpoint last = newest("restart");
        assertThat(last.getImagesSeen()).as("published at close").isEqualTo(first.imagesSeen());
        byte[] generator = new ArtifactReader(cluster.connection, "test")
                .read(last.getArtifacts().get("generator"));
        assertThat(generator).isEqualTo(FakeRecipe.generator(last.getImagesSeen()));
        assertThat(registry.counter("genstream.trainer.checkpoints", "model", "restart", "outcome", "published")
                        .count())
                .isGreaterThanOrEqualTo(2);
        for (String timer : List.of("checkpoint.export", "checkpoint.publish", "step")) {
            assertThat(registry.get("genstream.trainer." + timer).timer().count())
                    .as(timer)
                    .isPositive();
        }

        try (TrainerService service = start(recipe, true, registry)) {
            await().atMost(PATIENCE)
                    .until(() -> run("restart-r1") != null && run("restart-r1").getState() == RunState.COMPLETED);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions).hasSize(2);
        assertThat(recipe.sessions.get(1).startedAt).isEqualTo(last.getImagesSeen());
        assertThat(newest("restart").getImagesSeen()).isEqualTo(15_000);
        assertThat(newest("restart").getParent()).isNotNull();
        TrainingProgress progress =
                cluster.latest(Topics.TRAINING_PROGRESS, "restart-r1").get("restart-r1");
        assertThat(progress.getLosses()).containsKey("loss");
        assertThat(progress.getImagesSeen()).isEqualTo(15_000);
    }

    /** Without its checkpoints a resumed run and one on newer data begin anew, and a run's record goes with its progress. */
    @Test
    void beginsAnewWhereTheCheckpointsWereDeletedAndDeletesTheRecordOfARun() {
        FakeRecipe recipe = new FakeRecipe("unmade", "unmade-data", ENDLESS);
        importPictures("unmade-data", 1);
        try (TrainerService service = start(recipe, false, new SimpleMeterRegistry())) {
            cluster.command(RunAction.START, "unmade-one", "unmade", Map.of());
            await().atMost(PATIENCE).until(() -> !checkpoints("unmade").isEmpty());
            cluster.command(RunAction.STOP, "unmade-one", "unmade", Map.of());
            await().atMost(PATIENCE).until(() -> run("unmade-one").getState() == RunState.STOPPED);
            checkpoints("unmade")
                    .values()
                    .forEach(c ->
                            cluster.writeBytes(Topics.CHECKPOINTS, null, c.getModel() + "/" + c.getVersion(), null));

            cluster.command(RunAction.RESUME, "unmade-one", "unmade", Map.of());
            await().atMost(PATIENCE).until(() -> recipe.sessions.size() == 2);
            assertThat(recipe.sessions.get(1).startedAt).isZero();
            await().atMost(PATIENCE).until(() -> !checkpoints("unmade").isEmpty());

            cluster.command(RunAction.STOP, "unmade-one", "unmade", Map.of());
            await().atMost(PATIENCE).until(() -> run("unmade-one").getState() == RunState.STOPPED);
            cluster.deleteRun("unmade-one", "unmade");
            await().atMost(PATIENCE).until(() -> run("unmade-one") == null);
            assertThat(cluster.latest(Topics.TRAINING_PROGRESS, "unmade-one")).isEmpty();
            assertThat(checkpoints("unmade")).isNotEmpty();
            assertThat(service.failure()).isEmpty();
        }
    }

    @Test
    void neverTrainsACompletedRunAgainAndWarmStartsANewRevision() {
        FakeRecipe recipe = new FakeRecipe("revised", "revised-data", 1_000);
        importPictures("revised-data", 1);
        try (TrainerService service = start(recipe, true, new SimpleMeterRegistry())) {
            await().atMost(PATIENCE)
                    .until(() -> run("revised-r1") != null && run("revised-r1").getState() == RunState.COMPLETED);
            assertThat(service.failure()).isEmpty();
        }
        try (TrainerService service = start(recipe, true, new SimpleMeterRegistry())) {
            cluster.revision("revised-data", 2, 4, 2);
            await().atMost(PATIENCE)
                    .until(() -> run("revised-r2") != null && run("revised-r2").getState() == RunState.COMPLETED);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions).extracting(s -> s.startedAt).containsExactly(0L, 1_000L);
        assertThat(run("revised-r2").getImagesSeen()).isEqualTo(1_250);
        assertThat(run("revised-r2").getRecipe().getParameters()).containsEntry("images", "1250");
    }

    @Test
    void obeysStartStopAndResumeHoweverOften() {
        FakeRecipe recipe = new FakeRecipe("commanded", "commanded-data", ENDLESS);
        importPictures("commanded-data", 1);
        try (TrainerService service = start(recipe, false, new SimpleMeterRegistry())) {
            cluster.command(RunAction.START, "commanded-1", "commanded", Map.of());
            cluster.command(RunAction.START, "commanded-1", "commanded", Map.of());
            await().atMost(PATIENCE)
                    .until(() -> recipe.sessions.size() == 1
                            && recipe.sessions.get(0).imagesSeen() > 100);
            cluster.command(RunAction.STOP, "commanded-1", "commanded", Map.of());
            cluster.command(RunAction.STOP, "commanded-1", "commanded", Map.of());
            await().atMost(PATIENCE)
                    .until(() ->
                            recipe.sessions.get(0).closed && run("commanded-1").getLastCheckpoint() != null);
            assertThat(run("commanded-1").getState()).isEqualTo(RunState.STOPPED);
            assertThat(run("commanded-1").getReason()).contains("a test");
            cluster.command(RunAction.RESUME, "commanded-1", "commanded", Map.of());
            await().atMost(PATIENCE).until(() -> recipe.sessions.size() == 2);
            assertThat(recipe.sessions.get(1).startedAt)
                    .isEqualTo(recipe.sessions.get(0).imagesSeen());
            cluster.command(RunAction.STOP, "commanded-1", "commanded", Map.of());
            await().atMost(PATIENCE).until(() -> recipe.sessions.get(1).closed);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions).hasSize(2);
    }

    @Test
    void anOrderedRunGoesFirstAndTheAutomaticOneGoesOnWhereItWas() {
        FakeRecipe recipe = new FakeRecipe("queue", "queue-data", ENDLESS);
        importPictures("queue-data", 1);
        try (TrainerService service = start(recipe, true, new SimpleMeterRegistry())) {
            await().atMost(PATIENCE)
                    .until(() -> recipe.sessions.size() == 1
                            && recipe.sessions.get(0).imagesSeen() > 100);
            cluster.command(RunAction.START, "queue-ordered", "queue", Map.of("images", "20000"));
            await().atMost(PATIENCE)
                    .until(() ->
                            run("queue-ordered") != null && run("queue-ordered").getState() == RunState.RUNNING);
            assertThat(run("queue-r1").getState()).isEqualTo(RunState.QUEUED);
            assertThat(run("queue-r1").getReason()).contains("waits for run queue-ordered");
            await().atMost(PATIENCE).until(() -> run("queue-ordered").getState() == RunState.COMPLETED);
            await().atMost(PATIENCE).until(() -> recipe.sessions.size() == 3);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions.get(1).startedAt).isZero();
        assertThat(recipe.sessions.get(2).startedAt)
                .as("goes on exactly where it made way, though the ordered run published many checkpoints since")
                .isEqualTo(recipe.sessions.get(0).imagesSeen());
        assertThat(run("queue-r1").getState()).isEqualTo(RunState.RUNNING);
        assertThat(run("queue-r1").getReason()).isEqualTo("revision 1 of data set queue-data");
    }

    @Test
    void aStoppedRunNamesItsLastCheckpointAtOnce() {
        FakeRecipe recipe = new FakeRecipe("stopped", "stopped-data", ENDLESS);
        importPictures("stopped-data", 1);
        try (TrainerService service = start(recipe, false, new SimpleMeterRegistry())) {
            cluster.command(RunAction.START, "stopped-1", "stopped", Map.of());
            await().atMost(PATIENCE)
                    .until(() -> recipe.sessions.size() == 1
                            && recipe.sessions.get(0).imagesSeen() > 100);
            cluster.command(RunAction.STOP, "stopped-1", "stopped", Map.of());
            await().atMost(PATIENCE).until(() -> run("stopped-1").getState() == RunState.STOPPED);
            assertThat(service.failure()).isEmpty();
        }
        List<Run> stopped = cluster.records(Topics.RUNS).stream()
                .filter(record -> record.key().equals("stopped-1") && record.value() != null)
                .map(record -> Topics.RUNS.deserializer().deserialize(record.topic(), record.value()))
                .filter(run -> run.getState() == RunState.STOPPED)
                .toList();
        assertThat(stopped).hasSize(1);
        assertThat(stopped.get(0).getLastCheckpoint())
                .isEqualTo(newest("stopped").getVersion());
        assertThat(stopped.get(0).getImagesSeen())
                .isEqualTo(recipe.sessions.get(0).imagesSeen());
    }
}
