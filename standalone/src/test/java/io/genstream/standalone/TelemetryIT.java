package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX Runtime leaves a device's identity and a database below HOME as soon as it starts, and sends what is in it, unless the
 * process was started with a variable. The launchers run here with a Java that only says what it was given.
 */
class TelemetryIT {
    private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    @TempDir
    Path java;

    @BeforeEach
    void writeJava() throws IOException {
        Path bin = Files.createDirectory(java.resolve("bin"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path fake = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho \"given=$" + SWITCH + "\"\n");
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void isOffUnlessSomebodySwitchedItOn() throws IOException, InterruptedException {
        assertThat(given("../genstream", "doctor", Map.of())).endsWith("given=1\n");
        assertThat(given("../deploy/bin/genstream-service", "inference", Map.of()))
                .endsWith("given=1\n");
        assertThat(given("../genstream", "doctor", Map.of(SWITCH, "0"))).endsWith("given=0\n");
    }

    private String given(String launcher, String command, Map<String, String> more)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launcher, command).redirectErrorStream(true);
        builder.environment().remove(SWITCH);
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("HOSTNAME", "test");
        builder.environment().merge("PATH", java.resolve("bin") + ":", (path, first) -> first + path);
        builder.environment().putAll(more);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
