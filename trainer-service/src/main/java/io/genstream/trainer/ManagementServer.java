package io.genstream.trainer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Serves /metrics (Prometheus) and /healthy on a port of its own; nothing where no port is configured. */
final class ManagementServer implements AutoCloseable {
    private final Optional<HttpServer> server;

    private ManagementServer(Optional<HttpServer> server) {
        this.server = server;
    }

    static ManagementServer start(Optional<Integer> port, PrometheusMeterRegistry registry, TrainerService service)
            throws IOException {
        if (port.isEmpty()) {
            return new ManagementServer(Optional.empty());
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(port.get()), 0);
        server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
        server.createContext("/healthy", exchange -> {
            Optional<Throwable> failure = service.failure();
            answer(
                    exchange,
                    failure.isEmpty() ? 200 : 503,
                    failure.map(Throwable::toString).orElse("healthy"));
        });
        server.start();
        return new ManagementServer(Optional.of(server));
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
