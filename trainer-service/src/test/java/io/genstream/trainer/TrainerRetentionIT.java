package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.ModelRollout;
import io.genstream.schemas.avro.RolloutPolicy;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.FakeRecipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Six short runs of one model, each with one checkpoint; two are kept, besides the rolled-out and the best. */
class TrainerRetentionIT {
    private static final String MODEL = "retained";

    @Test
    void deletesAllButTheNewestTheBestAndTheRolledOut() {
        FakeRecipe recipe = new FakeRecipe(MODEL, "retained-data", 1_000);
        try (Cluster cluster = new Cluster()) {
            for (int i = 0; i < 10; i++) {
                cluster.picture("retained-data", "p" + i, Split.TRAIN, 4, new byte[16], 0);
            }
            cluster.revision("retained-data", 1, 4, 2);
            TrainerConfig config = TrainerConfig.of(Map.of(
                    "bootstrap.servers", cluster.connection.bootstrapServers(),
                    "group.id", "group-retained",
                    "instance.id", "trainer-retained",
                    "checkpoints.kept", "2"));
            List<Checkpoint> made = new ArrayList<>();
            try (TrainerService service = TrainerService.start(
                    config, new SimpleMeterRegistry(), new Recipes(List.of(recipe)), Clock.systemUTC())) {
                made.add(train(cluster, 1));
                cluster.write(Topics.MODEL_ROLLOUTS, MODEL, rollout(made.get(0).getVersion()));
                made.add(train(cluster, 2));
                evaluate(cluster, made.get(0).getVersion(), 9.0);
                evaluate(cluster, made.get(1).getVersion(), 1.0);
                for (int i = 3; i <= 6; i++) {
                    made.add(train(cluster, i));
                }
                assertThat(service.failure()).isEmpty();
            }
            assertThat(cluster.latest(Topics.CHECKPOINTS, MODEL + "/").keySet())
                    .containsExactlyInAnyOrder(key(made, 0), key(made, 1), key(made, 4), key(made, 5));
            assertThat(generatorChunks(cluster, made.get(2))).isZero();
            assertThat(generatorChunks(cluster, made.get(0))).isEqualTo(1);
        }
    }

    private static Checkpoint train(Cluster cluster, int number) {
        String runId = MODEL + "-" + number;
        // each run's length differs, so that no two artifacts are the same
        cluster.command(RunAction.START, runId, MODEL, Map.of("images", Integer.toString(100 * number)));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Run run = cluster.latest(Topics.RUNS, runId).get(runId);
            return run != null && run.getState() == RunState.COMPLETED;
        });
        return cluster.latest(Topics.CHECKPOINTS, MODEL + "/").values().stream()
                .filter(c -> runId.equals(c.getRunId()))
                .findFirst()
                .orElseThrow();
    }

    private static String key(List<Checkpoint> made, int index) {
        return MODEL + "/" + made.get(index).getVersion();
    }

    private static int generatorChunks(Cluster cluster, Checkpoint checkpoint) {
        String sha256 = checkpoint.getArtifacts().get("generator").getSha256();
        return cluster.latest(Topics.ARTIFACTS, sha256 + "/").size();
    }

    private static void evaluate(Cluster cluster, String version, double distance) {
        String metric = "fd-digits-2000-none";
        cluster.write(
                Topics.EVALUATIONS,
                MODEL + "/" + version + "/" + metric,
                Evaluation.newBuilder()
                        .setModel(MODEL)
                        .setVersion(version)
                        .setMetric(metric)
                        .setValue(distance)
                        .setHigherIsBetter(false)
                        .setN(2_000)
                        .setReferenceN(2_000)
                        .setDatasetId("retained-data")
                        .setRevision(1)
                        .setExtractorSha256("")
                        .setAt(Instant.now())
                        .build());
    }

    private static ModelRollout rollout(String stable) {
        return ModelRollout.newBuilder()
                .setModel(MODEL)
                .setStable(stable)
                .setPolicy(RolloutPolicy.AUTO)
                .setRevision(1)
                .setBy("a test")
                .setReason("a test")
                .setAt(Instant.now())
                .build();
    }
}
