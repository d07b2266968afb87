package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing as a process, with its trainer as a process: started and stopped. {@link LoopIT} kills it. */
class UpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    @Test
    void becomesReadyAndStopsOnInterruptWithItsTrainer() throws Exception {
        assertEndsCleanlyOn("INT");
    }

    @Test
    void stopsOnTermWhileItStillStarts() throws Exception {
        try (UpProcess up = UpProcess.start(directory.resolve("out"), directory.resolve("data"))) {
            await().atMost(PATIENCE)
                    .until(() ->
                            directory.resolve("data/genstream.lock").toFile().exists());
            up.signal("TERM");
            assertThat(up.exitCode()).as(up::outputQuietly).isZero();
        }
    }

    private void assertEndsCleanlyOn(String signal) throws Exception {
        try (UpProcess up = UpProcess.start(directory.resolve("out"), directory.resolve("data"))) {
            List<ProcessHandle> children = awaitReadyWithTrainer(up);
            assertThat(up.output()).contains("ready after").contains("Genstream is up");
            up.signal(signal);
            assertThat(up.exitCode()).as(up::outputQuietly).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(up.output()).contains("stopping on " + signal);
        }
    }

    private static List<ProcessHandle> awaitReadyWithTrainer(UpProcess up) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(up.isAlive()).as(up::outputQuietly).isTrue();
            return up.isReady() && !up.children().isEmpty() && up.output().contains("Genstream is up");
        });
        return up.children();
    }
}
