package io.genstream.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** {@code genstream up} as a process of its own, on free ports, its output in a file. {@link #close} kills it and its trainer. */
final class UpProcess implements Genstream {
    private static final Path ENV = Path.of("/usr/bin/env");

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;
    private final int kafkaPort;

    private UpProcess(Process process, Path output, int port, int managementPort, int kafkaPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
        this.kafkaPort = kafkaPort;
    }

    /** On free ports, without the demo. */
    static UpProcess start(Path output, Path data, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--no-demo"));
        arguments.addAll(List.of(more));
        return onFreePorts(output, data, Map.of(), arguments.toArray(String[]::new));
    }

    /** On free ports, without the demo; every JVM, the trainer's too, gets these flags before its own. */
    static UpProcess under(String jvmFlags, Path output, Path data) throws IOException {
        return onFreePorts(output, data, Map.of("JAVA_TOOL_OPTIONS", jvmFlags), "--no-demo");
    }

    /** On free ports, with the digits and the training that a user gets. */
    static UpProcess demo(Path output, Path data) throws IOException {
        return onFreePorts(output, data, Map.of());
    }

    /** With these arguments and no others. */
    static UpProcess exactly(Path output, String... arguments) throws IOException {
        return new UpProcess(launch(output, Map.of(), List.of(arguments)), output, -1, -1, -1);
    }

    private static UpProcess onFreePorts(Path output, Path data, Map<String, String> environment, String... more)
            throws IOException {
        int port = freePort();
        int managementPort = freePort();
        int kafkaPort = freePort();
        List<String> arguments = new ArrayList<>(List.of("up", "--port", "" + port));
        arguments.addAll(List.of("--management-port", "" + managementPort, "--kafka-port", "" + kafkaPort));
        arguments.addAll(List.of("--data", data.toString()));
        arguments.addAll(List.of(more));
        return new UpProcess(launch(output, environment, arguments), output, port, managementPort, kafkaPort);
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Below those that the kernel gives away by itself: one of them may be taken before this process binds it. */
    static int freePort() throws IOException {
        while (true) {
            try (ServerSocket socket =
                    new ServerSocket(ThreadLocalRandom.current().nextInt(15_000, 32_000))) {
                return socket.getLocalPort();
            } catch (BindException e) {
                continue; // another one
            }
        }
    }

    @Override
    public boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/v2/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String metrics() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public List<ProcessHandle> children() {
        return process.children().toList();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public boolean stop() throws IOException, InterruptedException {
        signal("TERM");
        return exitCode() == 0;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs:\n" + outputQuietly());
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        ProcessTree.kill(process.toHandle());
    }

    @Override
    public String outputQuietly() {
        try {
            return output();
        } catch (IOException e) {
            return "";
        }
    }

    private static Process launch(Path output, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(ENV) && System.getProperty("os.name").equals("Linux")) {
            // a build in the background of a shell ignores INT, and its children would inherit that
            command.addAll(List.of(ENV.toString(), "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.genstream.schemas.avro",
                GenstreamMain.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // not as an argument: ONNX Runtime dies in a process whose command line is some 8,000 characters long
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }
}
