package io.genstream.standalone;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask two gateways in turn, each request under an Idempotency-Key of its own, and go to the other gateway
 * with the same key when a connection breaks; every request has its line here from before it is sent.
 */
final class Ledger implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int ATTEMPTS = 8;
    private static final Duration PACE = Duration.ofMillis(100);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<URI> gateways;
    private final JsonObject template;
    private final Map<Integer, Line> lines = new ConcurrentSkipListMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger failovers = new AtomicInteger();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private volatile boolean closing;

    /**
     * What became of one request.
     *
     * @param status 0 where no gateway answered
     * @param answer the result, or the problem
     */
    record Line(JsonObject order, int status, JsonObject answer) {
        String requestId() {
            return answer.getString("id");
        }
    }

    /** @param template the order of every request, but for its seed */
    Ledger(List<URI> gateways, JsonObject template) {
        this.gateways = List.copyOf(gateways);
        this.template = template;
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(this::askUntilClosed);
        }
    }

    /** Requests that were sent and have not ended. */
    int open() {
        return open.get();
    }

    int ended() {
        return lines.size();
    }

    /** Attempts that ended with a broken connection. */
    int failovers() {
        return failovers.get();
    }

    /** All requests that were ever sent; to be called after {@link #close}. */
    Collection<Line> lines() {
        List<Line> all = new ArrayList<>(lines.values());
        if (all.size() != numbers.get()) {
            throw new AssertionError(numbers.get() + " requests were sent, " + all.size() + " ended");
        }
        return all;
    }

    /** Lets the requests under way end. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        clients.shutdown();
        if (!clients.awaitTermination(3, TimeUnit.MINUTES)) {
            throw new AssertionError(open.get() + " requests never ended");
        }
    }

    private void askUntilClosed() {
        try {
            while (!closing) {
                int number = numbers.getAndIncrement();
                open.incrementAndGet();
                lines.put(number, ask(number, template.copy().put("seed", number)));
                open.decrementAndGet();
                Thread.sleep(PACE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Line ask(int number, JsonObject order) throws InterruptedException {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            URI gateway = gateways.get((number + attempt) % gateways.size());
            try {
                HttpResponse<String> answer = send(gateway, order, "ledger-" + number);
                if (answer.statusCode() != 202) {
                    return new Line(order, answer.statusCode(), new JsonObject(answer.body()));
                }
            } catch (IOException e) {
                failure = e.toString();
                failovers.incrementAndGet();
            }
        }
        return new Line(order, 0, new JsonObject().put("failure", failure));
    }

    private HttpResponse<String> send(URI gateway, JsonObject order, String key)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/generations"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(order.encode()))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
