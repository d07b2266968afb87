package io.genstream.gateway.views;

import io.genstream.gateway.http.Responses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What can be read off a topic's view as it is: evaluations. Runs on event loops. */
public final class EvaluationRoutes {
    private static final List<String> FILTERS = List.of("model", "version", "metric", "measure", "kind");

    private final Views views;

    public EvaluationRoutes(Views views) {
        this.views = views;
    }

    public void mount(Router router) {
        router.get("/v1/evaluations").handler(this::evaluations);
    }

    private void evaluations(RoutingContext ctx) {
        Responses.list(ctx, "evaluations", new JsonArray(views.evaluations().list(e -> FILTERS.stream()
                .allMatch(field -> matches(ctx, e, field)))));
    }

    private static boolean matches(RoutingContext ctx, JsonObject document, String field) {
        String wanted = ctx.request().getParam(field);
        return wanted == null || wanted.isEmpty() || wanted.equals(document.getString(field));
    }
}
