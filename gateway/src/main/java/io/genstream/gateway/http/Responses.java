package io.genstream.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What every route answers with. Called on the request's event loop. */
public final class Responses {
    private Responses() {}

    public static void json(RoutingContext ctx, int status, JsonObject body) {
        if (!ctx.response().ended() && !ctx.response().closed()) {
            Future<Void> unused = ctx.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(body.toBuffer());
        }
    }

    /**
     * What another thread will have, back on the request's event loop: the one way there, always by its queue, so that a long
     * chain of these needs no stack. A failure is the cause itself, as {@code ctx.fail} wants it.
     */
    public static <T> Future<T> awaiting(RoutingContext ctx, CompletionStage<T> stage) {
        Context context = ctx.vertx().getOrCreateContext();
        Promise<T> done = Promise.promise();
        var unused = stage.whenComplete((value, error) -> context.runOnContext(now -> {
            if (error == null) {
                done.complete(value);
            } else {
                done.fail(error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
        }));
        return done.future();
    }

    public static void list(RoutingContext ctx, String name, JsonArray items) {
        json(ctx, 200, new JsonObject().put(name, items));
    }
}
