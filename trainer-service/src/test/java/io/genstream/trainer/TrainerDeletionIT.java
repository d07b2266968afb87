package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person leaves a data set between two runs of a recipe that learns from cached pictures. */
class TrainerDeletionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte ANNA = 120;
    private static final byte BERT = 90;

    @TempDir
    Path pictures;

    /** As the gateway deletes it: a null for each record, then the mark. */
    @Test
    void aDeletedDataSetLeavesTheCacheAndANewOneOfItsNameIsTrainedAlone() throws IOException {
        FakeRecipe recipe = new FakeRecipe("unset", "unset", 20);
        try (Cluster cluster = new Cluster();
                TrainerService service = TrainerService.start(
                        config(cluster), new SimpleMeterRegistry(), new Recipes(List.of(recipe)), Clock.systemUTC())) {
            cluster.picture("unset", "anna", Split.TRAIN, 4, filled(ANNA), 0);
            cluster.revision("unset", 1, 4, 1);
            train(cluster, "unset-before", "unset");
            Path before = cached();

            cluster.writeBytes(Topics.DATASET_RECORDS, null, "unset/anna", null);
            cluster.deleteDataset("unset");
            cluster.picture("unset", "bert", Split.TRAIN, 4, filled(BERT), 0);
            cluster.revision("unset", 2, 4, 1);
            train(cluster, "unset-after", "unset");

            assertThat(levels(recipe.sessions.get(1).pictures)).containsExactly(BERT);
            assertThat(before).doesNotExist();
            assertThat(service.failure()).isEmpty();
        }
    }

    @Test
    void theNextRunAndTheCacheLackAPersonWhoWasDeleted() throws IOException {
        FakeRecipe recipe = new FakeRecipe("persons", "persons", 20);
        try (Cluster cluster = new Cluster();
                TrainerService service = TrainerService.start(
                        config(cluster), new SimpleMeterRegistry(), new Recipes(List.of(recipe)), Clock.systemUTC())) {
            picture(cluster, "anna-1", ANNA);
            picture(cluster, "anna-2", ANNA);
            picture(cluster, "bert-1", BERT);
            cluster.revision("persons", 1, 4, 1);
            train(cluster, "persons-before");
            assertThat(levels(recipe.sessions.get(0).pictures)).containsExactly(ANNA, ANNA, BERT);
            Path before = cached();

            cluster.writeBytes(Topics.DATASET_RECORDS, null, "persons/anna-1", null);
            cluster.writeBytes(Topics.DATASET_RECORDS, null, "persons/anna-2", null);
            train(cluster, "persons-after");

            assertThat(levels(recipe.sessions.get(1).pictures)).containsExactly(BERT);
            assertThat(before).doesNotExist();
            assertThat(Files.readAllBytes(cached())).doesNotContain(ANNA).contains(BERT);
            assertThat(service.failure()).isEmpty();
        }
    }

    private static void picture(Cluster cluster, String recordId, byte level) {
        cluster.picture("persons", recordId, Split.TRAIN, 4, filled(level), 0);
    }

    private static byte[] filled(byte level) {
        byte[] raw = new byte[16];
        Arrays.fill(raw, level);
        return raw;
    }

    private static void train(Cluster cluster, String runId) {
        train(cluster, runId, "persons");
    }

    private static void train(Cluster cluster, String runId, String recipe) {
        cluster.command(RunAction.START, runId, recipe, Map.of());
        await().atMost(PATIENCE).until(() -> {
            Run run = cluster.latest(Topics.RUNS, runId).get(runId);
            return run != null && run.getState() == RunState.COMPLETED;
        });
    }

    private static List<Byte> levels(PictureSet set) {
        return Stream.iterate(0, i -> i + 1)
                .limit(set.size())
                .map(i -> (byte) Math.round((set.signed(new int[] {i})[0] + 1) * 127.5f))
                .toList();
    }

    private Path cached() throws IOException {
        try (Stream<Path> files = Files.walk(pictures)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".pictures")).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private TrainerConfig config(Cluster cluster) {
        return TrainerConfig.of(Map.of(
                "bootstrap.servers",
                cluster.connection.bootstrapServers(),
                "group.id",
                "group-persons",
                "instance.id",
                "trainer-persons",
                "dataset.cache.dir",
                pictures.toString()));
    }
}
