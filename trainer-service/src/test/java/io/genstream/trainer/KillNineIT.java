package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunState;
import io.genstream.trainer.testing.Cluster;
import io.genstream.trainer.testing.DigitsImport;
import io.genstream.trainer.testing.TrainerChild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed between two of its steps, and another that goes on from the last checkpoint: at one thread the model
 * is, byte for byte, that of a run which nobody killed.
 */
class KillNineIT {
    private static final String RECIPE = "digits-classifier";
    private static final long IMAGES = 8_000;
    private static final Map<String, String> SETTINGS =
            Map.of("size", "smoke", "images", Long.toString(IMAGES), "threads", "1", "batch", "16", "seed", "5");
    private static final Duration PATIENCE = Duration.ofSeconds(600);

    @TempDir
    Path folder;

    @Test
    void resumedAfterKillNineEqualsNeverKilledBitByBit() throws Exception {
        try (Cluster cluster = new Cluster()) {
            DigitsImport.into(cluster);
            TrainerChild killed = TrainerChild.start(cluster, "kill-nine", folder);
            try {
                cluster.command(RunAction.START, "killed", RECIPE, SETTINGS);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                    assertThat(killed.isAlive()).as(killed::output).isTrue();
                    return newest(cluster, "killed").isPresent();
                });
            } finally {
                killed.kill();
            }
            long before = newest(cluster, "killed").orElseThrow().getImagesSeen();
            assertThat(before).isBetween(1L, IMAGES - 1);
            assertThat(run(cluster, "killed").getState()).isEqualTo(RunState.RUNNING);

            TrainerChild again = TrainerChild.start(cluster, "kill-nine", folder);
            Checkpoint resumed;
            Checkpoint straight;
            try {
                resumed = completed(cluster, again, "killed"); // before the next run's checkpoints push it out
                assertThat(again.output()).contains("Run killed goes on from");
                cluster.command(RunAction.START, "straight", RECIPE, SETTINGS);
                straight = completed(cluster, again, "straight");
            } finally {
                again.kill();
            }
            assertThat(resumed.getImagesSeen()).isEqualTo(IMAGES);
            assertThat(resumed.getArtifacts().keySet()).contains("state", "classifier");
            resumed.getArtifacts().forEach((role, artifact) -> assertThat(artifact.getSha256())
                    .as(role)
                    .isEqualTo(straight.getArtifacts().get(role).getSha256()));
        }
    }

    private static Checkpoint completed(Cluster cluster, TrainerChild trainer, String runId) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(trainer.isAlive()).as(trainer::output).isTrue();
            Run run = run(cluster, runId);
            return run != null && run.getState() == RunState.COMPLETED;
        });
        return newest(cluster, runId).orElseThrow();
    }

    private static Run run(Cluster cluster, String runId) {
        return cluster.latest(Topics.RUNS, runId).get(runId);
    }

    private static Optional<Checkpoint> newest(Cluster cluster, String runId) {
        return cluster.latest(Topics.CHECKPOINTS, RECIPE + "/").values().stream()
                .filter(checkpoint -> runId.equals(checkpoint.getRunId()))
                .max(Comparator.comparing(Checkpoint::getVersion));
    }
}
