package io.genstream.standalone.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real child JVMs with a small main class. */
class TrainerProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMinutes(1));

    @TempDir
    Path directory;

    @Test
    void restartsAChildThatDiesAndKeepsItsOutput() throws IOException {
        try (TrainerProcess trainer = start("crash")) {
            await().atMost(PATIENCE).until(() -> pids().size() >= 3);
            assertThat(trainer.starts()).isGreaterThanOrEqualTo(3);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Files.readString(log())).contains("as planned"));
        }
        int launched = pids().size();
        await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> pids().size() == launched);
    }

    @Test
    void restartsAChildThatIsKilled() throws IOException {
        try (TrainerProcess trainer = start("obey")) {
            await().atMost(PATIENCE).until(() -> pids().size() == 1);
            assertThat(trainer.current().destroyForcibly()).isNotNull();
            await().atMost(PATIENCE).until(() -> pids().size() == 2);
            assertThat(trainer.current().isAlive()).isTrue();
        }
    }

    @Test
    void endsAnObedientChildThroughItsInput() throws Exception {
        TrainerProcess trainer = start("obey");
        await().atMost(PATIENCE).until(() -> pids().size() == 1);
        trainer.close();
        assertThat(trainer.current().waitFor()).isZero();
    }

    @Test
    void endsAChildThatIgnoresItsInput() throws Exception {
        TrainerProcess trainer = start("defy");
        await().atMost(PATIENCE).until(() -> pids().size() == 1);
        trainer.close();
        assertThat(trainer.current().waitFor()).isNotZero();
    }

    private TrainerProcess start(String behaviour) {
        ChildJvm jvm = new ChildJvm(
                TestChild.class.getName(),
                List.of("-Xmx32m"),
                List.of(behaviour, pidFile().toString()));
        return TrainerProcess.start(jvm, log(), QUICK);
    }

    private List<String> pids() throws IOException {
        return Files.exists(pidFile()) ? Files.readAllLines(pidFile()) : List.of();
    }

    private Path pidFile() {
        return directory.resolve("pids");
    }

    private Path log() {
        return directory.resolve("trainer.log");
    }
}
