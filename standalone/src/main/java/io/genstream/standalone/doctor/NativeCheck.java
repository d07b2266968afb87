package io.genstream.standalone.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whether a native library loads, tried in a child JVM with this JVM's system properties. */
final class NativeCheck implements Check {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int FIRST_JDK_ASKING_FOR_NATIVE_ACCESS = 22;
    private static final int SIGNAL = 128;

    private final Library library;
    private final List<String> jvmArguments;
    private final Map<String, String> environment;

    NativeCheck(Library library) {
        this(
                library,
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> argument.startsWith("-D"))
                        .toList(),
                Map.of());
    }

    /** @param environment variables on top of this process's */
    NativeCheck(Library library, List<String> jvmArguments, Map<String, String> environment) {
        this.library = library;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.environment = Map.copyOf(environment);
    }

    /** What is loaded, and what to do if that fails. */
    enum Library {
        ONNX_RUNTIME(
                "ONNX Runtime",
                "it serves every model: unset onnxruntime.native.path, see that the temporary directory may hold"
                        + " executables (java.io.tmpdir), and that glibc is 2.28 or newer"),
        PYTORCH(
                "PyTorch",
                "it trains: unset PYTORCH_LIBRARY_PATH, see that DJL's cache can be written (DJL_CACHE_DIR, by default"
                        + " ~/.djl.ai), and that the platform is linux-x86_64 or the build names another");

        private final String title;
        private final String cure;

        Library(String title, String cure) {
            this.title = title;
            this.cure = cure;
        }
    }

    @Override
    public List<Finding> run() {
        try {
            return List.of(judge(launch()));
        } catch (IOException e) {
            return List.of(Finding.fail(library.title, "no JVM can be started: " + e.getMessage(), "see JAVA_HOME"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.warn(library.title, "interrupted", "run doctor again"));
        }
    }

    private Finding judge(Process probe) throws IOException, InterruptedException {
        try {
            String output;
            try (InputStream out = probe.getInputStream()) {
                if (!probe.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Finding.fail(library.title, "did not load within " + LIMIT.toSeconds() + " s", library.cure);
                }
                output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
            for (String line : output.lines().toList()) {
                if (line.startsWith(NativeProbe.SUCCESS)) {
                    return Finding.ok(library.title, line.substring(NativeProbe.SUCCESS.length()));
                }
                if (line.startsWith(NativeProbe.FAILURE)) {
                    return Finding.fail(
                            library.title,
                            "does not load: " + line.substring(NativeProbe.FAILURE.length()),
                            library.cure);
                }
            }
            return Finding.fail(library.title, "ends its process: " + ended(probe.exitValue()), library.cure);
        } finally {
            probe.destroyForcibly();
        }
    }

    private static String ended(int exit) {
        return exit > SIGNAL ? "signal " + (exit - SIGNAL) : "exit code " + exit;
    }

    /** The class path goes through the environment: ONNX Runtime dies where a command line is very long. */
    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= FIRST_JDK_ASKING_FOR_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(jvmArguments);
        command.addAll(List.of(NativeProbe.class.getName(), library.name()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }
}
