package io.genstream.standalone;

import java.io.IOException;
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
import java.util.concurrent.TimeUnit;

/** {@code genstream up} as a process of its own, on free ports, its output in a file. Killed by {@link #close}. */
final class UpProcess implements AutoCloseable {
    private static final Path ENV = Path.of("/usr/bin/env");

    private final Process process;
    private final Path output;
    private final int port;

    private UpProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** On free ports, without the demo. */
    static UpProcess start(Path output, Path data, String... more) throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--no-demo",
                "--port",
                "" + port,
                "--management-port",
                "" + freePort(),
                "--data",
                data.toString()));
        arguments.addAll(List.of(more));
        return new UpProcess(launch(output, arguments), output, port);
    }

    /** With these arguments and no others. */
    static UpProcess exactly(Path output, String... arguments) throws IOException {
        return new UpProcess(launch(output, List.of(arguments)), output, -1);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/health/ready"))
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

    List<ProcessHandle> children() {
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

    boolean isAlive() {
        return process.isAlive();
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
        process.destroyForcibly();
    }

    String outputQuietly() {
        try {
            return output();
        } catch (IOException e) {
            return "";
        }
    }

    private static Process launch(Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(ENV) && System.getProperty("os.name").equals("Linux")) {
            // a build in the background of a shell ignores INT, and its children would inherit that
            command.addAll(List.of(ENV.toString(), "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.genstream.schemas.avro",
                "-cp",
                System.getProperty("java.class.path"),
                GenstreamMain.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
