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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as a process of its own, as a supervisor runs it. */
class TrainerMainIT {
    private static final String MODEL = "digits-classifier";
    private static final String RUN = "main-it";
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    @Test
    void goesOnFromTheLastCheckpointAfterKillNineAndStopsWhenItsParentIsGone() throws Exception {
        try (Cluster cluster = new Cluster()) {
            DigitsImport.into(cluster);
            TrainerChild killed = TrainerChild.start(cluster, "main", folder);
            try {
                cluster.command(RunAction.START, RUN, MODEL, Map.of("size", "smoke", "images", "100000000"));
                await().atMost(PATIENCE).until(() -> published(cluster, killed));
            } finally {
                killed.kill();
            }
            Checkpoint before = newest(cluster).orElseThrow();
            assertThat(run(cluster).getState()).isEqualTo(RunState.RUNNING);

            TrainerChild again = TrainerChild.start(cluster, "main", folder);
            try {
                await().atMost(PATIENCE)
                        .until(() -> !newest(cluster).orElseThrow().getVersion().equals(before.getVersion()));
                assertThat(newest(cluster).orElseThrow().getImagesSeen()).isGreaterThan(before.getImagesSeen());
                cluster.command(RunAction.STOP, RUN, MODEL, Map.of());
                await().atMost(PATIENCE).until(() -> run(cluster).getState() == RunState.STOPPED);
                again.process().getOutputStream().close();
                assertThat(again.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(again.process().exitValue()).isZero();
            } finally {
                again.kill();
            }
        }
    }

    @Test
    void exitsWithTwoAndNamesTheBadKey() throws Exception {
        TrainerChild child = TrainerChild.launch("bootstrap.servers=localhost:1\ncheckpoints.kept=none\n", folder);
        Process process = child.process();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(child.output()).contains("checkpoints.kept");
    }

    private static boolean published(Cluster cluster, TrainerChild trainer) {
        assertThat(trainer.isAlive()).as("the trainer lives").isTrue();
        return newest(cluster).isPresent();
    }

    private static Run run(Cluster cluster) {
        return cluster.latest(Topics.RUNS, RUN).get(RUN);
    }

    private static Optional<Checkpoint> newest(Cluster cluster) {
        return cluster.latest(Topics.CHECKPOINTS, MODEL + "/").values().stream()
                .filter(checkpoint -> RUN.equals(checkpoint.getRunId())) // others train this model on the same broker
                .max(Comparator.comparing(Checkpoint::getVersion));
    }
}
