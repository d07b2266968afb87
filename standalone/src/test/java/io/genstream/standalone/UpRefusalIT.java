package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.DataDirectory;
import io.genstream.cli.client.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault is planted for real; the process must end with its own code and one line that says what to do. */
class UpRefusalIT {
    @TempDir
    Path directory;

    @Test
    void httpPortTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(ExitCode.HTTP_PORT_TAKEN, "port " + port + " is taken", "--port", port);
        }
    }

    @Test
    void managementPortTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(ExitCode.HTTP_PORT_TAKEN, "choose another with --management-port", "--management-port", port);
        }
    }

    @Test
    void kafkaPortTakenThatWasAskedFor() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(ExitCode.KAFKA_PORT_TAKEN, "Kafka port " + port + " is taken", "--kafka-port", port);
        }
    }

    @Test
    void directoryLocked() throws Exception {
        try (DataDirectory held = DataDirectory.claim(directory.resolve("data"), 0)) {
            assertRefused(ExitCode.DIRECTORY_LOCKED, held.path() + " is in use by another instance");
        }
    }

    @Test
    void directoryUnwritable() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path below = file.resolve("data");
        assertRefused(ExitCode.DIRECTORY_UNWRITABLE, below + " cannot be written", "--data", below.toString());
    }

    @Test
    void diskFull() throws Exception {
        assertRefused(ExitCode.DISK_FULL, "free some space", "--min-free-mib", "1000000000");
    }

    @Test
    void portsThatCollide() throws Exception {
        assertRefused(ExitCode.USAGE, "must differ", "--port", "8080", "--management-port", "8080");
    }

    private void assertRefused(ExitCode code, String words, String... arguments)
            throws IOException, InterruptedException {
        try (UpProcess up = UpProcess.exactly(directory.resolve("out"), complete(arguments))) {
            assertThat(up.exitCode()).as(up::outputQuietly).isEqualTo(code.code());
            assertThat(up.output().lines())
                    .singleElement()
                    .asString()
                    .startsWith("genstream: ")
                    .contains(words);
        }
    }

    /** What the fault does not name gets a harmless value. */
    private String[] complete(String... given) throws IOException {
        List<String> all = new ArrayList<>(List.of("up", "--no-demo"));
        all.addAll(List.of(given));
        for (String option : new String[] {"--port", "--management-port"}) {
            if (!all.contains(option)) {
                all.addAll(List.of(option, Integer.toString(UpProcess.freePort())));
            }
        }
        if (!all.contains("--data")) {
            all.addAll(List.of("--data", directory.resolve("data").toString()));
        }
        return all.toArray(String[]::new);
    }
}
