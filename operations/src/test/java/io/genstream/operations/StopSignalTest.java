package io.genstream.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.operations.ServiceProcess.Started;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of its own gets real signals. */
class StopSignalTest {
    @TempDir
    private Path folder;

    @Test
    void closesTheServiceBeforeTheJvmBeginsToEnd() throws Exception {
        Process process = started("quick");
        process.toHandle().destroy();

        assertThat(process.inputReader().lines()).anyMatch(line -> line.endsWith("closed while the JVM lives"));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void endsAtOnceOnTheSecondSignal() throws Exception {
        Process process = started("hanging");
        process.toHandle().destroy();
        BufferedReader lines = process.inputReader();
        assertThat(lines.lines().filter(line -> line.endsWith("closing")).findFirst())
                .isPresent();
        process.toHandle().destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
    }

    private Process started(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("service.properties"), "");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Service.class.getName(),
                file.toString(),
                name);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectErrorStream(true).start();
        assertThat(process.inputReader()
                        .lines()
                        .filter(line -> line.contains("started"))
                        .findFirst())
                .isPresent();
        return process;
    }

    static final class Service implements RunningService {
        private static final Logger LOGGER = LoggerFactory.getLogger(Service.class);

        private final boolean hangs;

        private Service(boolean hangs) {
            this.hangs = hangs;
        }

        public static void main(String[] args) {
            Service service = new Service(args[1].equals("hanging"));
            ServiceProcess.main(
                    new String[] {args[0]},
                    args[1],
                    new ConfigDef(),
                    (settings, instruments) -> new Started(service, Optional.empty()));
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Optional<Throwable> failure() {
            return Optional.empty();
        }

        @Override
        public void close() {
            LOGGER.info("closing");
            // refused once the JVM has begun to end
            Runtime.getRuntime().addShutdownHook(new Thread());
            LOGGER.info("closed while the JVM lives");
            try {
                if (hangs) {
                    new CountDownLatch(1).await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
