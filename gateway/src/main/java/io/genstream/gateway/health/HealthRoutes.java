package io.genstream.gateway.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Whether this process lives, and whether it can serve: on the management port for operators, and under /v2 in the form of the
 * Open Inference Protocol for load balancers.
 */
public final class HealthRoutes {
    private final List<HealthCheck> liveness;
    private final List<HealthCheck> readiness;

    /**
     * @param liveness what a restart would mend
     * @param readiness what must hold beside that before requests are served
     */
    public HealthRoutes(List<HealthCheck> liveness, List<HealthCheck> readiness) {
        this.liveness = List.copyOf(liveness);
        this.readiness = List.copyOf(readiness);
    }

    public boolean ready() {
        return unready().isEmpty();
    }

    /** What only a restart mends, if anything. */
    public Optional<String> failure() {
        JsonObject problems = problems(liveness);
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems.encode());
    }

    /** On the API's port. */
    public void mountApi(Router router) {
        router.get("/v2/health/live").handler(ctx -> answer(ctx, "live", problems(liveness)));
        router.get("/v2/health/ready").handler(ctx -> answer(ctx, "ready", unready()));
    }

    /** On the management port. */
    public void mountManagement(Router router, PrometheusMeterRegistry registry) {
        router.get("/healthy").handler(ctx -> answer(ctx, "healthy", problems(liveness)));
        router.get("/ready").handler(ctx -> answer(ctx, "ready", unready()));
        router.get("/metrics").handler(ctx -> ctx.vertx()
                .executeBlocking(() -> registry.scrape())
                .onFailure(ctx::fail)
                .onSuccess(text -> ctx.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text)));
    }

    private JsonObject unready() {
        return problems(liveness).mergeIn(problems(readiness));
    }

    private static JsonObject problems(List<HealthCheck> checks) {
        JsonObject problems = new JsonObject();
        for (HealthCheck check : checks) {
            Optional<String> problem = check.problem().get();
            problem.ifPresent(text -> problems.put(check.name(), text));
        }
        return problems;
    }

    private static void answer(RoutingContext ctx, String word, JsonObject problems) {
        HttpServerResponse response = ctx.response().putHeader("Cache-Control", "no-store");
        JsonObject body = new JsonObject().put(word, problems.isEmpty());
        if (!problems.isEmpty()) {
            response.setStatusCode(503).putHeader("Retry-After", "1");
            body.put("problems", problems);
        }
        response.putHeader("Content-Type", "application/json").end(body.toBuffer());
    }
}
