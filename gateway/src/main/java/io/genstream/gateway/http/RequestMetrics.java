package io.genstream.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;

/** Times every request by method, route (never by path: paths are unbounded) and status. Runs on event loops. */
public final class RequestMetrics implements Handler<RoutingContext> {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

    private final MeterRegistry registry;

    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Timer.Sample sample = Timer.start(registry);
        ctx.addEndHandler(ended -> sample.stop(Timer.builder("genstream.http.requests")
                .description("HTTP requests by route and status")
                .tag("method", method(ctx))
                .tag("route", route(ctx))
                .tag(
                        "status",
                        ended.failed()
                                ? "gone"
                                : Integer.toString(ctx.response().getStatusCode()))
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry)));
        ctx.next();
    }

    /** Clients may invent methods; a label must not follow them. */
    private static String method(RoutingContext ctx) {
        String name = ctx.request().method().name();
        return METHODS.contains(name) ? name : "other";
    }

    private static String route(RoutingContext ctx) {
        Route route = ctx.currentRoute();
        return route == null || route.getPath() == null ? "none" : route.getPath();
    }
}
