package io.genstream.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes JSON answers. Called on the request's event loop. */
public final class Answers {
    private Answers() {}

    public static void json(RoutingContext ctx, int status, JsonObject body) {
        if (!ctx.response().ended() && !ctx.response().closed()) {
            Future<Void> unused = ctx.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(body.toBuffer());
        }
    }

    public static void list(RoutingContext ctx, String name, JsonArray items) {
        json(ctx, 200, new JsonObject().put(name, items));
    }
}
