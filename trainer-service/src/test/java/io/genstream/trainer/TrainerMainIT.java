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
import java.io.IOException;
import java.nio.file.Files;
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
            Process killed = start(cluster);
            try {
                cluster.command(RunAction.START, RUN, MODEL, Map.of("size", "smoke", "images", "100000000"));
                await().atMost(PATIENCE).until(() -> published(cluster, killed));
            } finally {
                killed.destroyForcibly().waitFor();
            }
            Checkpoint before = newest(cluster).orElseThrow();
            assertThat(run(cluster).getState()).isEqualTo(RunState.RUNNING);

            Process again = start(cluster);
            try {
                await().atMost(PATIENCE)
                        .until(() -> !newest(cluster).orElseThrow().getVersion().equals(before.getVersion()));
                assertThat(newest(cluster).orElseThrow().getImagesSeen()).isGreaterThan(before.getImagesSeen());
                cluster.command(RunAction.STOP, RUN, MODEL, Map.of());
                await().atMost(PATIENCE).until(() -> run(cluster).getState() == RunState.STOPPED);
                again.getOutputStream().close();
                assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(again.exitValue()).isZero();
            } finally {
                again.destroyForcibly();
            }
        }
    }

    @Test
    void exitsWithTwoAndNamesTheBadKey() throws Exception {
        Path log = folder.resolve("bad.txt");
        Process process = launch("bootstrap.servers=localhost:1\ncheckpoints.kept=none\n", log);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(log)).contains("checkpoints.kept");
    }

    private static boolean published(Cluster cluster, Process trainer) {
        assertThat(trainer.isAlive()).as("the trainer lives").isTrue();
        return newest(cluster).isPresent();
    }

    private Process start(Cluster cluster) throws IOException {
        return launch(
                String.join(
                        "\n",
                        "bootstrap.servers=" + cluster.connection.bootstrapServers(),
                        "group.id=group-main",
                        "instance.id=trainer-main",
                        "checkpoint.first.seconds=1",
                        "checkpoint.interval.seconds=2",
                        "exit.on.stdin.eof=true"),
                Files.createTempFile(folder, "trainer", ".txt"));
    }

    private Process launch(String properties, Path log) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "trainer", ".properties"), properties);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainerMain.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Run run(Cluster cluster) {
        return cluster.latest(Topics.RUNS, RUN).get(RUN);
    }

    private static Optional<Checkpoint> newest(Cluster cluster) {
        return cluster.latest(Topics.CHECKPOINTS, MODEL + "/").values().stream()
                .max(Comparator.comparing(Checkpoint::getVersion));
    }
}
