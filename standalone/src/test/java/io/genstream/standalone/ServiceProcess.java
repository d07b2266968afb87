package io.genstream.standalone;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One service by its own main as an operating-system process, its output in a file. Killed by {@link #close}. */
final class ServiceProcess implements AutoCloseable {
    /** The services, and where each says that it is of use. */
    enum Service {
        GATEWAY("/ready"),
        INFERENCE("/ready"),
        EVAL("/ready"),
        TRAINER("/healthy");

        private final String health;

        Service(String health) {
            this.health = health;
        }

        private String mainClass() {
            String name = name().toLowerCase(Locale.ROOT);
            return "io.genstream." + name + "." + name().charAt(0) + name.substring(1) + "Main";
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int ENDED_BY_TERM = 143;

    private final Service service;
    private final String name;
    private final int managementPort;
    private final Path output;
    private final Process process;

    private ServiceProcess(Service service, String name, int managementPort, Path output, Process process) {
        this.service = service;
        this.name = name;
        this.managementPort = managementPort;
        this.output = output;
        this.process = process;
    }

    /** With these settings, this name as its instance.id, and a free management port. */
    static ServiceProcess start(Service service, String name, Path directory, Map<String, String> settings)
            throws IOException {
        int managementPort = UpProcess.freePort();
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.setProperty("instance.id", name);
        properties.setProperty("management.port", Integer.toString(managementPort));
        Path file = Files.createDirectories(directory).resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Path output = directory.resolve(name + ".log");
        Process process = launch(service.mainClass(), file, output);
        return new ServiceProcess(service, name, managementPort, output, process);
    }

    /** Runs a main class with a properties file as its only argument. */
    static Process launch(String mainClass, Path properties, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                mainClass,
                properties.toString());
        // not as an argument: ONNX Runtime dies in a process whose command line is some 8,000 characters long
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    String name() {
        return name;
    }

    boolean isReady() throws InterruptedException {
        try {
            return get(service.health).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    String metrics() throws IOException, InterruptedException {
        return get("/metrics").body();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: it has no time for anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void terminate() {
        process.destroy();
    }

    /** Whether it ended as a process does that was asked to. */
    boolean endedCleanly() throws InterruptedException {
        return process.waitFor(90, TimeUnit.SECONDS)
                && (process.exitValue() == 0 || process.exitValue() == ENDED_BY_TERM);
    }

    String output() {
        try {
            return name + ":\n" + Files.readString(output);
        } catch (IOException e) {
            return name + ": " + e;
        }
    }

    @Override
    public void close() {
        ProcessTree.kill(process.toHandle());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
