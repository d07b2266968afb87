package io.genstream.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./genstream up} as a user starts it, on ports of its own, and an HTTP client that talks to it. One thread. */
final class GenstreamProcess implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int MOST_SECONDS_TO_IDLE = 180;
    private static final int IDLE_MS = 150;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final int port;
    private final int kafkaPort;
    private final Process process;
    private final long startedNanos = System.nanoTime();

    /** @param more arguments of {@code up} */
    GenstreamProcess(Path data, String... more) throws IOException {
        this.port = freePort();
        this.kafkaPort = freePort();
        List<String> command = new ArrayList<>(List.of(
                "./genstream",
                "up",
                "--port",
                Integer.toString(port),
                "--management-port",
                Integer.toString(freePort()),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--data",
                data.toString()));
        command.addAll(List.of(more));
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile())
                .start();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Seconds since the start. */
    double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    /** Seconds from the start until ready. */
    double awaitReady() throws Exception {
        await("ready", Duration.ofMinutes(2), () -> get("/v2/health/ready").statusCode() == 200);
        return seconds();
    }

    /** Seconds from the start until a picture of {@code model} comes back. */
    double awaitFirstImage(String model) throws Exception {
        await("a picture", Duration.ofMinutes(5), () -> generate(model, 1).statusCode() == 200);
        return seconds();
    }

    HttpResponse<byte[]> generate(String model, long seed) throws IOException, InterruptedException {
        String body = "{\"model\":\"" + model + "\",\"count\":1,\"seed\":" + seed + ",\"labels\":[" + seed % 10 + "]}";
        return http.send(
                request("/v1/generations")
                        .header("Content-Type", "application/json")
                        .header("Accept", "image/png")
                        .header("Prefer", "wait=10")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> delete(String path) throws IOException, InterruptedException {
        return http.send(request(path).DELETE().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Waits until the process and its children have next to nothing to do any more: a second with less than a seventh of a core. */
    void awaitIdle() throws InterruptedException {
        Duration before = cpu();
        for (int second = 0; second < MOST_SECONDS_TO_IDLE; second++) {
            Thread.sleep(1_000);
            Duration now = cpu();
            if (now.minus(before).toMillis() < IDLE_MS) {
                return;
            }
            before = now;
        }
        throw new IllegalStateException("up is not idle after " + MOST_SECONDS_TO_IDLE + " s");
    }

    private Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** As Ctrl-C does; seconds until the process and its children are gone. */
    double interrupt() throws Exception {
        List<ProcessHandle> children = process.descendants().toList();
        long at = System.nanoTime();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running 60 s after the interrupt");
        }
        await("the children's end", Duration.ofSeconds(60), () -> children.stream()
                .noneMatch(ProcessHandle::isAlive));
        return (System.nanoTime() - at) / 1e9;
    }

    /** {@code kill -9} of the whole process tree. */
    void killTree() throws Exception {
        List<ProcessHandle> tree = process.descendants().toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(15));
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Duration patience, Condition condition) throws Exception {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException expected) {
                // not listening yet
            }
            Thread.sleep(STEP.toMillis());
        }
        throw new IllegalStateException("waited " + patience.toSeconds() + " s in vain for " + what);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
