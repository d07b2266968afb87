package io.genstream.standalone.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingLogTest {
    @TempDir
    Path directory;

    @Test
    void keepsTheFileAndOnePredecessorNearTheLimit() throws IOException {
        Path file = directory.resolve("logs/trainer.log");
        try (RollingLog log = new RollingLog(file, 100)) {
            for (int i = 100; i < 200; i++) {
                log.write("line " + i);
            }
        }
        assertThat(file.getParent()).isDirectoryContaining(path -> path.endsWith("trainer.log.1"));
        assertThat(Files.size(file)).isLessThanOrEqualTo(100 + "line 199\n".length());
        assertThat(Files.readAllLines(file)).endsWith("line 199");
        assertThat(Files.readAllLines(file.resolveSibling("trainer.log.1")))
                .hasSize(12)
                .startsWith("line 184");
    }

    @Test
    void goesOnWhereTheLastProcessStopped() throws IOException {
        Path file = directory.resolve("trainer.log");
        for (String line : new String[] {"first", "second"}) {
            try (RollingLog log = new RollingLog(file, 100)) {
                log.write(line);
            }
        }
        assertThat(Files.readAllLines(file)).containsExactly("first", "second");
    }
}
