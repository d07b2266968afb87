package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.Split;
import io.genstream.schemas.avro.TrainingProgress;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker, with a recipe that learns nothing quickly. Each test has its own names. */
class TrainerServiceIT {
    private static final int ENDLESS = 100_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static Cluster cluster;

    @BeforeAll
    static void open() {
        cluster = new Cluster();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

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
        assertThat(first.data.size()).as("pictures of the train split alone").isEqualTo(20);
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

    @Test
    void aStopThatCannotExportLosesNoMoreThanTheStepsSinceTheLastCheckpoint() {
        FakeRecipe recipe = new FakeRecipe("no-last", "no-last-data", ENDLESS);
        importPictures("no-last-data", 1);
        Map<String, String> rarely = Map.of("checkpoint.interval.seconds", "3600");
        try (TrainerService service = start(recipe, true, new SimpleMeterRegistry(), rarely)) {
            await().atMost(PATIENCE).until(() -> !checkpoints("no-last").isEmpty());
            assertThat(service.failure()).isEmpty();
            recipe.failExports = true;
        }
        assertThat(run("no-last-r1").getState()).isEqualTo(RunState.RUNNING);
        recipe.failExports = false;
        try (TrainerService service = start(recipe, true, new SimpleMeterRegistry(), rarely)) {
            await().atMost(PATIENCE).until(() -> recipe.sessions.size() == 2);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions.get(1).startedAt)
                .isPositive()
                .isLessThanOrEqualTo(recipe.sessions.get(0).imagesSeen());
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
    void anotherInstanceTakesOverFromOneThatDied() {
        FakeRecipe recipe = new FakeRecipe("crash", "crash-data", ENDLESS);
        importPictures("crash-data", 1);
        TrainerService dead = start(recipe, true, new SimpleMeterRegistry());
        try {
            await().atMost(PATIENCE).until(() -> !checkpoints("crash").isEmpty());
            // the same instance id again is what a supervisor starts after kill -9: the group gives it the place at
            // once
            try (TrainerService service = start(recipe, true, new SimpleMeterRegistry())) {
                await().atMost(PATIENCE).until(() -> recipe.sessions.size() == 2);
                assertThat(recipe.sessions.get(1).startedAt).isPositive();
                await().atMost(PATIENCE).until(() -> dead.failure().isPresent());
                assertThat(service.failure()).isEmpty();
            }
        } finally {
            dead.close();
        }
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

    @Test
    void saysWhyItCannotTrainAndGoesOn() {
        FakeRecipe recipe = new FakeRecipe("refused", "refused-data", 500);
        importPictures("refused-data", 1);
        try (TrainerService service = start(recipe, false, new SimpleMeterRegistry())) {
            cluster.command(RunAction.START, "refused-1", "no-such-recipe", Map.of());
            cluster.command(RunAction.START, "refused-2", "refused", Map.of("images", "-5"));
            cluster.command(RunAction.START, "refused-3", "refused", Map.of());
            await().atMost(PATIENCE)
                    .until(() -> run("refused-3") != null && run("refused-3").getState() == RunState.COMPLETED);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(run("refused-1").getState()).isEqualTo(RunState.FAILED);
        assertThat(run("refused-1").getReason()).contains("no-such-recipe").contains("refused");
        assertThat(run("refused-2").getState()).isEqualTo(RunState.FAILED);
        assertThat(run("refused-2").getReason()).contains("images");
    }

    @Test
    void aRunThatDivergesFailsAndKeepsItsLastGoodCheckpoint() {
        FakeRecipe recipe = new FakeRecipe("diverging", "diverging-data", ENDLESS);
        importPictures("diverging-data", 1);
        try (TrainerService service = start(recipe, true, new SimpleMeterRegistry())) {
            await().atMost(PATIENCE).until(() -> !checkpoints("diverging").isEmpty());
            recipe.divergesAt = recipe.sessions.get(0).imagesSeen();
            await().atMost(PATIENCE).until(() -> run("diverging-r1").getState() == RunState.FAILED);
            assertThat(service.failure()).as("the next run may well be sound").isEmpty();
        }
        Checkpoint last = newest("diverging");
        assertThat(run("diverging-r1").getReason())
                .contains(
                        "'adversarial' is NaN at step " + recipe.sessions.get(0).step());
        assertThat(run("diverging-r1").getLastCheckpoint()).isEqualTo(last.getVersion());
        assertThat(last.getImagesSeen())
                .isLessThanOrEqualTo(recipe.sessions.get(0).imagesSeen());
        assertThat(recipe.sessions).hasSize(1);
    }

    @Test
    void failsARunWhoseExportsAreRefusedThreeTimes() {
        FakeRecipe recipe = new FakeRecipe("parity", "parity-data", ENDLESS);
        recipe.refuseExports = true;
        importPictures("parity-data", 1);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TrainerService service = start(recipe, true, registry)) {
            await().atMost(PATIENCE)
                    .until(() -> run("parity-r1") != null && run("parity-r1").getState() == RunState.FAILED);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(checkpoints("parity")).isEmpty();
        assertThat(registry.counter("genstream.trainer.checkpoints", "model", "parity", "outcome", "refused")
                        .count())
                .isEqualTo(3);
        assertThat(registry.counter("genstream.trainer.runs.ended", "recipe", "parity", "state", "failed")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void deadLettersPoisonAndGoesOn() {
        FakeRecipe recipe = new FakeRecipe("poison", "poison-data", 500);
        byte[] poison = {9, 9, 9};
        cluster.writeBytes(Topics.DATASET_RECORDS, 0, "poison-data/bad", poison);
        cluster.picture("poison-data", "wrong-size", Split.TRAIN, 5, new byte[25], 0);
        cluster.picture("poison-data", "wrong-label", Split.TRAIN, 4, new byte[16], 7);
        importPictures("poison-data", 1);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TrainerService service = start(recipe, false, registry)) {
            cluster.writeBytes(Topics.RUN_COMMANDS, 0, "poison", poison);
            cluster.writeBytes(Topics.DATASET_UPDATES, 0, "poison-other", poison);
            cluster.command(RunAction.START, "poison-1", "poison", Map.of());
            await().atMost(PATIENCE)
                    .until(() -> run("poison-1") != null && run("poison-1").getState() == RunState.COMPLETED);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions.get(0).data.size()).isEqualTo(20);
        assertThat(cluster.deadLetters(Topics.RUN_COMMANDS, "poison")).hasSize(1);
        assertThat(cluster.deadLetters(Topics.DATASET_UPDATES, "poison-other")).hasSize(1);
        for (String record : List.of("bad", "wrong-size", "wrong-label")) {
            assertThat(cluster.deadLetters(Topics.DATASET_RECORDS, "poison-data/" + record))
                    .hasSize(1);
        }
        assertThat(registry.counter("genstream.trainer.records", "topic", "run-commands", "outcome", "dead-lettered")
                        .count())
                .isEqualTo(1);
    }

    /** Twenty pictures to learn from, five to test with, one that was deleted. */
    private static void importPictures(String datasetId, long revision) {
        for (int i = 0; i < 25; i++) {
            cluster.picture(datasetId, "p" + i, i < 20 ? Split.TRAIN : Split.TEST, 4, new byte[16], i % 2);
        }
        cluster.picture(datasetId, "deleted", Split.TRAIN, 4, new byte[16], 1);
        cluster.writeBytes(Topics.DATASET_RECORDS, null, datasetId + "/deleted", null);
        cluster.revision(datasetId, revision, 4, 2);
    }

    private static TrainerService start(FakeRecipe recipe, boolean auto, SimpleMeterRegistry registry) {
        return start(recipe, auto, registry, Map.of());
    }

    private static TrainerService start(
            FakeRecipe recipe, boolean auto, SimpleMeterRegistry registry, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bootstrap.servers", cluster.connection.bootstrapServers());
        properties.put("group.id", "group-" + recipe.name());
        properties.put("instance.id", "trainer-" + recipe.name());
        properties.put("checkpoint.first.seconds", "1");
        properties.put("checkpoint.interval.seconds", "1");
        properties.put("auto.recipes", auto ? recipe.name() : "");
        properties.putAll(settings);
        return TrainerService.start(
                TrainerConfig.of(properties), registry, new Recipes(List.of(recipe)), Clock.systemUTC());
    }

    private static Run run(String runId) {
        return cluster.latest(Topics.RUNS, runId).get(runId);
    }

    private static Map<String, Checkpoint> checkpoints(String model) {
        return cluster.latest(Topics.CHECKPOINTS, model + "/");
    }

    private static Checkpoint newest(String model) {
        return checkpoints(model).values().stream()
                .max((a, b) -> a.getVersion().compareTo(b.getVersion()))
                .orElseThrow();
    }
}
