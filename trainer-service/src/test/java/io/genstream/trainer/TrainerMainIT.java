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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            Checkpoint before = newest(cluster, RUN).orElseThrow();
            assertThat(run(cluster, RUN).getState()).isEqualTo(RunState.RUNNING);

            TrainerChild again = TrainerChild.start(cluster, "main", folder);
            try {
                await().atMost(PATIENCE)
                        .until(() ->
                                !newest(cluster, RUN).orElseThrow().getVersion().equals(before.getVersion()));
                assertThat(newest(cluster, RUN).orElseThrow().getImagesSeen()).isGreaterThan(before.getImagesSeen());
                cluster.command(RunAction.STOP, RUN, MODEL, Map.of());
                await().atMost(PATIENCE).until(() -> run(cluster, RUN).getState() == RunState.STOPPED);
                again.process().getOutputStream().close();
                assertThat(again.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(again.process().exitValue()).isZero();
            } finally {
                again.kill();
            }
        }
    }

    /** Shutdown hooks run side by side, and ONNX Runtime's ends what the checkpoint's check needs. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsItsLastStepWhenItIsAskedToEnd(boolean byTerm) throws Exception {
        String asked = RUN + "-ends-" + byTerm;
        try (Cluster cluster = new Cluster()) {
            DigitsImport.into(cluster);
            TrainerChild child = TrainerChild.start(cluster, asked, folder, "checkpoint.interval.seconds=3600");
            try {
                cluster.command(RunAction.START, asked, MODEL, Map.of("size", "smoke", "images", "100000000"));
                await().atMost(PATIENCE).until(() -> newest(cluster, asked).isPresent());
                Checkpoint first = newest(cluster, asked).orElseThrow();

                end(child.process(), byTerm);

                assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(child.process().exitValue()).as(child::output).isZero();
                assertThat(newest(cluster, asked).orElseThrow().getImagesSeen())
                        .as(child::output)
                        .isGreaterThan(first.getImagesSeen());
                assertThat(run(cluster, asked).getState()).isEqualTo(RunState.RUNNING);
            } finally {
                child.kill();
                cluster.command(RunAction.STOP, asked, MODEL, Map.of()); // else the next test's trainer takes it over
            }
        }
    }

    private static void end(Process process, boolean byTerm) throws IOException {
        if (byTerm) {
            process.toHandle().destroy(); // Process.destroy would close its input, too
        } else {
            process.getOutputStream().close();
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
        return newest(cluster, RUN).isPresent();
    }

    private static Run run(Cluster cluster, String runId) {
        return cluster.latest(Topics.RUNS, runId).get(runId);
    }

    private static Optional<Checkpoint> newest(Cluster cluster, String runId) {
        return cluster.latest(Topics.CHECKPOINTS, MODEL + "/").values().stream()
                .filter(checkpoint -> runId.equals(checkpoint.getRunId())) // others train this model on the same broker
                .max(Comparator.comparing(Checkpoint::getVersion));
    }
}
