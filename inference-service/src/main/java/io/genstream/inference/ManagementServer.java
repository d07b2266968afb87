package io.genstream.inference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Serves /metrics (Prometheus), /healthy and /ready of the stand-alone process; nothing where no port is configured. */
final class ManagementServer implements AutoCloseable {
    private final Optional<HttpServer> server;

    private ManagementServer(Optional<HttpServer> server) {
        this.server = server;
    }

    /** @param port 0 for any free one, negative for none */
    static ManagementServer start(int port, PrometheusMeterRegistry registry, InferenceService service)
            throws IOException {
        if (port < 0) {
            return new ManagementServer(Optional.empty());
        }
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
        return new ManagementServer(Optional.of(server));
    }

    int port() {
        return server.map(s -> s.getAddress().getPort()).orElse(-1);
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
        server.ifPresent(s -> s.stop(0));
    }
}
