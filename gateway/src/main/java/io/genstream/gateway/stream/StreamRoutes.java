package io.genstream.gateway.stream;

import io.genstream.gateway.error.GatewayException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code WS /v1/stream?topics=a,b}. Runs on event loops. */
public final class StreamRoutes {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final short POLICY_VIOLATION = 1008;
    private static final short GOING_AWAY = 1001;
    private static final int MAX_CLOSE_REASON = 120;

    /** Below the minute after which many a proxy closes a silent connection. */
    private static final long PING_MS = 20_000;

    private final StreamHub hub;
    private final StreamLimits limits;
    private final List<String> corsOrigins;
    private final Counter dropped;
    private final AtomicInteger open = new AtomicInteger();

    public StreamRoutes(StreamHub hub, StreamLimits limits, List<String> corsOrigins, MeterRegistry registry) {
        this.hub = hub;
        this.limits = limits;
        this.corsOrigins = corsOrigins;
        this.dropped = registry.counter("genstream.gateway.websocket.dropped.frames");
    }

    public void mount(Router router) {
        router.get("/v1/stream").handler(this::open);
    }

    private void open(RoutingContext ctx) {
        if (!"websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
            throw GatewayException.of(426, "UPGRADE_REQUIRED", "/v1/stream is a WebSocket: connect with ws://");
        }
        refuseForeignPage(ctx);
        if (open.incrementAndGet() > limits.clients()) {
            open.decrementAndGet();
            throw GatewayException.retry(
                    503, "TOO_MANY_CLIENTS", limits.clients() + " WebSockets are open (websocket.clients.max)", RETRY);
        }
        String topics = ctx.request().getParam("topics");
        ctx.request()
                .toWebSocket()
                .onFailure(e -> {
                    open.decrementAndGet();
                    ctx.fail(GatewayException.of(
                            400, "BAD_HANDSHAKE", "The WebSocket handshake failed: " + e.getMessage()));
                })
                .onSuccess(socket -> serve(ctx.vertx(), socket, topics));
    }

    /** Any page in a user's browser may try to connect here; only our own and the configured ones may. */
    private void refuseForeignPage(RoutingContext ctx) {
        String origin = ctx.request().getHeader("Origin");
        if (origin == null || corsOrigins.contains(origin)) {
            return;
        }
        String host = ctx.request().getHeader("Host");
        try {
            if (host != null
                    && host.toLowerCase(Locale.ROOT).equals(URI.create(origin).getAuthority())) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw GatewayException.of(403, "FOREIGN_ORIGIN", "The Origin header is not an origin");
        }
        throw GatewayException.of(
                403, "FOREIGN_ORIGIN", "Pages of " + origin + " may not connect; cors.origins lists those that may");
    }

    private void serve(Vertx vertx, ServerWebSocket socket, String parameter) {
        Set<String> topics = new LinkedHashSet<>();
        Set<String> unknown = new TreeSet<>();
        for (String topic : parameter == null ? new String[0] : parameter.split(",")) {
            if (!topic.isBlank()) {
                (hub.topics().contains(topic.strip()) ? topics : unknown).add(topic.strip());
            }
        }
        if (!unknown.isEmpty() || topics.isEmpty()) {
            open.decrementAndGet();
            String reason =
                    unknown.isEmpty() ? "name topics: ?topics=a,b" : "unknown topic " + String.join(", ", unknown);
            Future<Void> unused = socket.close(POLICY_VIOLATION, shorten(reason + "; see /openapi.yaml"));
            return;
        }
        SocketSession session = new SocketSession(socket, vertx.getOrCreateContext(), limits.queueFrames(), dropped);
        long pings = keepAlive(vertx, socket);
        socket.exceptionHandler(e -> {}); // a client that breaks off is closed, below
        socket.closeHandler(closed -> {
            open.decrementAndGet();
            vertx.cancelTimer(pings);
            hub.unsubscribe(session);
        });
        hub.subscribe(session, Set.copyOf(topics));
    }

    /** Two pings without a pong: the client is gone, whatever TCP says. */
    private long keepAlive(Vertx vertx, ServerWebSocket socket) {
        AtomicInteger unanswered = new AtomicInteger();
        socket.pongHandler(pong -> unanswered.set(0));
        return vertx.setPeriodic(PING_MS, tick -> {
            Future<Void> unused = unanswered.incrementAndGet() > 2
                    ? socket.close(GOING_AWAY, "no answer to pings")
                    : socket.writePing(Buffer.buffer("genstream"));
        });
    }

    private static String shorten(String reason) {
        return reason.length() <= MAX_CLOSE_REASON ? reason : reason.substring(0, MAX_CLOSE_REASON);
    }
}
