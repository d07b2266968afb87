package io.genstream.operations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Serves /metrics (Prometheus), /healthy and /ready of a service's own process. 503 says that the process should be started
 * again (/healthy) or left alone for now (/ready). Answers on a thread of its own.
 */
public final class ManagementServer implements AutoCloseable {
    private final HttpServer server;

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * @param port 0 for any free one
     * @throws IOException where the port is taken
     */
    public static ManagementServer start(int port, PrometheusMeterRegistry registry, RunningService service)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
        server.createContext("/healthy", exchange -> {
            Optional<Throwable> failure = service.failure();
            answer(
                    exchange,
                    failure.isEmpty() ? 200 : 503,
                    failure.map(Throwable::toString).orElse("healthy"));
        });
        server.createContext("/ready", exchange -> {
            boolean ready = service.ready();
            answer(exchange, ready ? 200 : 503, ready ? "ready" : "starting");
        });
        server.start();
        return new ManagementServer(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
