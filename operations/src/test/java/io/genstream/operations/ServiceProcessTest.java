package io.genstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.operations.ServiceProcess.Started;
import io.genstream.operations.ServiceProcess.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {
    private static final ConfigDef KEYS = new ConfigDef().define("size", Type.INT, Importance.HIGH, "of it");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeSettings() throws IOException {
        file = Files.writeString(folder.resolve("service.properties"), "size = 3 \n");
    }

    @Test
    void endsWithUsageWithoutAReadableFile() {
        assertThat(run(failing(new IOException("never asked")))).isEqualTo(ServiceProcess.USAGE);
        assertThat(run(
                        failing(new IOException("never asked")),
                        folder.resolve("none").toString()))
                .isEqualTo(ServiceProcess.USAGE);
    }

    @Test
    void endsWithUsageForBadSettings() {
        assertThat(run(failing(new ConfigException("size", "x", "not a number")), file.toString()))
                .isEqualTo(ServiceProcess.USAGE);
    }

    @Test
    void saysThatItCannotStart() {
        assertThat(run(failing(new IOException("port taken")), file.toString())).isEqualTo(ServiceProcess.CANNOT_START);
        assertThat(run(failing(new IllegalStateException("no broker")), file.toString()))
                .isEqualTo(ServiceProcess.CANNOT_START);
    }

    @Test
    void givesTheStrippedSettingsAndEndsWhenTheServiceFails() {
        Broken broken = new Broken();

        int code = run(
                (settings, instruments) -> {
                    assertThat(settings).containsExactly(java.util.Map.entry("size", "3"));
                    instruments.registry().counter("genstream.test").increment();
                    return new Started(broken, Optional.of(0));
                },
                file.toString());

        assertThat(code).isEqualTo(ServiceProcess.FAILED);
        assertThat(broken.closed).isTrue();
    }

    private static int run(Starter starter, String... args) {
        return ServiceProcess.run(args, "test", KEYS, starter);
    }

    private static Starter failing(Exception failure) {
        return (settings, instruments) -> {
            if (failure instanceof IOException e) {
                throw e;
            }
            throw (RuntimeException) failure;
        };
    }

    private static final class Broken implements RunningService {
        private boolean closed;

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public Optional<Throwable> failure() {
            return Optional.of(new IllegalStateException("the disk is gone"));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
