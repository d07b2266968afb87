package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.CheckpointPublisher;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the whole service makes of bad data, bad orders, bad numbers and its own death. */
class TrainerTroubleIT extends TrainerServiceFixture {
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

    /** As the cluster does to a transaction that takes too long, in a laptop that was asleep say. */
    @Test
    void publishesAgainAfterItWasFencedWhereTheGroupConfirmsItsRecipe() {
        FakeRecipe recipe = new FakeRecipe("fenced", "fenced-data", ENDLESS);
        importPictures("fenced-data", 1);
        int partition = Topic.partitionOf("fenced", Topics.RUN_COMMANDS.partitions());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (TrainerService service = start(recipe, true, registry)) {
            await().atMost(PATIENCE).until(() -> !checkpoints("fenced").isEmpty());
            new CheckpointPublisher(cluster.connection, "group-fenced-checkpoints-" + partition).close();
            await().atMost(PATIENCE)
                    .until(() ->
                            registry.counter("genstream.trainer.checkpoints", "model", "fenced", "outcome", "failed")
                                            .count()
                                    >= 1);
            String before = newest("fenced").getVersion();
            await().atMost(PATIENCE).until(() -> !newest("fenced").getVersion().equals(before));
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions).hasSize(1);
    }

    @Test
    void waitsForADiskThatCannotBeWritten(@TempDir Path root) throws IOException {
        FakeRecipe recipe = new FakeRecipe("disk", "disk-data", 500);
        importPictures("disk-data", 1);
        Map<String, String> settings = Map.of("dataset.cache.dir", root.toString());
        try (TrainerService service = start(recipe, false, new SimpleMeterRegistry(), settings)) {
            Path directory = root.resolve("0");
            Path aside = Files.move(directory, root.resolve("aside"));
            Files.writeString(directory, "no directory");
            cluster.command(RunAction.START, "disk-1", "disk", Map.of());
            await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> recipe.sessions.isEmpty());
            assertThat(run("disk-1").getState()).isEqualTo(RunState.RUNNING);

            Files.delete(directory);
            Files.move(aside, directory);
            await().atMost(PATIENCE).until(() -> run("disk-1").getState() == RunState.COMPLETED);
            assertThat(service.failure()).isEmpty();
        }
        assertThat(recipe.sessions).hasSize(1);
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
        assertThat(recipe.sessions.get(0).pictures.size()).isEqualTo(20);
        assertThat(cluster.deadLetters(Topics.RUN_COMMANDS, "poison")).hasSize(1);
        assertThat(cluster.deadLetters(Topics.DATASET_UPDATES, "poison-other")).hasSize(1);
        assertThat(cluster.deadLetters(Topics.DATASET_RECORDS, "poison-data"))
                .as("letters of pictures that are bad, of the wrong size, with a wrong label; none holds the picture")
                .hasSize(3)
                .allMatch(letter -> letter.getValue() == null && letter.getValueSha256() != null);
        assertThat(registry.counter("genstream.trainer.records", "topic", "run-commands", "outcome", "dead-lettered")
                        .count())
                .isEqualTo(1);
    }
}
