package io.genstream.gateway.error;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become answers: RFC 9457 problem documents with a stable code. Stateless. */
public final class ProblemHandler implements Handler<RoutingContext> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemHandler.class);
    private static final int SERVER_ERROR = 500;

    /** What the router itself finds wrong, before any of our code runs. */
    private static final Map<Integer, GatewayException> ROUTER_FAILURES = Map.of(
            400, GatewayException.of(400, "BAD_REQUEST", "The request is not valid HTTP for this path"),
            404,
                    GatewayException.of(
                            404, "NOT_FOUND", "There is nothing at this path; /openapi.yaml lists what there is"),
            405,
                    GatewayException.of(
                            405, "METHOD_NOT_ALLOWED", "This path does not have this method; see /openapi.yaml"),
            406, GatewayException.of(406, "NOT_ACCEPTABLE", "This path does not offer the asked-for type"),
            413, GatewayException.of(413, "BODY_TOO_LARGE", "The body is too large"),
            415, GatewayException.of(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json"));

    /** Makes {@code router} answer every failure through this handler. */
    public static void install(Router router) {
        ProblemHandler handler = new ProblemHandler();
        for (int status : List.of(400, 401, 403, 404, 405, 406, 413, 414, 415, 431, 500, 501, 503)) {
            router.errorHandler(status, handler);
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        GatewayException problem = problem(ctx);
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            ctx.request().connection().close(); // half an answer: a broken connection is the only honest end
            return;
        }
        problem.retryAfter().ifPresent(after -> response.putHeader("Retry-After", Long.toString(seconds(after))));
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(document(problem).toBuffer());
    }

    /** The problem as a document, for places that report failures without failing. */
    public static JsonObject document(GatewayException problem) {
        JsonObject document = new JsonObject()
                .put(
                        "type",
                        "urn:genstream:problem:"
                                + problem.code()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', '-'))
                .put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase())
                .put("status", problem.status())
                .put("code", problem.code())
                .put("detail", problem.getMessage());
        if (!problem.violations().isEmpty()) {
            JsonArray violations = new JsonArray();
            problem.violations()
                    .forEach(v -> violations.add(
                            new JsonObject().put("field", v.field()).put("message", v.message())));
            document.put("violations", violations);
        }
        return document;
    }

    private static GatewayException problem(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        if (failure instanceof GatewayException known) {
            LOGGER.debug(
                    "{} {}: {} {}", ctx.request().method(), ctx.request().path(), known.code(), known.getMessage());
            return known;
        }
        GatewayException fromRouter = ROUTER_FAILURES.get(ctx.statusCode());
        if (failure == null && fromRouter != null) {
            return fromRouter;
        }
        if (ctx.statusCode() >= 400 && ctx.statusCode() < SERVER_ERROR) {
            return GatewayException.of(ctx.statusCode(), "BAD_REQUEST", "The request was refused before it was read");
        }
        LOGGER.error(
                "{} {} failed: a bug, please report it",
                ctx.request().method(),
                ctx.request().path(),
                failure);
        return GatewayException.of(SERVER_ERROR, "INTERNAL", "The gateway failed; its log says more");
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }
}
