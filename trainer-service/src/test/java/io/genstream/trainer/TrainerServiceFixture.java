package io.genstream.trainer;

import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.Split;
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

/** The whole service on a real broker, with recipes that learn nothing quickly. Each test has its own names. */
abstract class TrainerServiceFixture {
    static final int ENDLESS = 100_000_000;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static Cluster cluster;

    @BeforeAll
    static void open() {
        cluster = new Cluster();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    /** Twenty pictures to learn from, five to test with, one that was deleted. */
    static void importPictures(String datasetId, long revision) {
        for (int i = 0; i < 25; i++) {
            cluster.picture(datasetId, "p" + i, i < 20 ? Split.TRAIN : Split.TEST, 4, new byte[16], i % 2);
        }
        cluster.picture(datasetId, "deleted", Split.TRAIN, 4, new byte[16], 1);
        cluster.writeBytes(Topics.DATASET_RECORDS, null, datasetId + "/deleted", null);
        cluster.revision(datasetId, revision, 4, 2);
    }

    static TrainerService start(FakeRecipe recipe, boolean auto, SimpleMeterRegistry registry) {
        return start(recipe, auto, registry, Map.of());
    }

    static TrainerService start(
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

    static Run run(String runId) {
        return cluster.latest(Topics.RUNS, runId).get(runId);
    }

    static Map<String, Checkpoint> checkpoints(String model) {
        return cluster.latest(Topics.CHECKPOINTS, model + "/");
    }

    static Checkpoint newest(String model) {
        return checkpoints(model).values().stream()
                .max((a, b) -> a.getVersion().compareTo(b.getVersion()))
                .orElseThrow();
    }
}
