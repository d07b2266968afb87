package io.genstream.gateway.http;

import io.genstream.gateway.error.GatewayException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * Reads a JSON body of bounded size, before the route's own handler. A larger one is refused as soon as that is known, is not
 * kept, and what the client still sends is thrown away for a while, so that the client reads the answer and not a reset.
 */
public final class BodyReader implements Handler<RoutingContext> {
    private static final String BODY = "body";
    private static final long DRAIN_MS = 30_000;

    private final int maxBytes;

    public BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What was read for this request. */
    public static Buffer body(RoutingContext ctx) {
        return ctx.get(BODY);
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String type = request.getHeader("Content-Type");
        if (type != null && !isJson(type)) {
            refuse(
                    ctx,
                    GatewayException.of(
                            415, "UNSUPPORTED_MEDIA_TYPE", "The body is " + type + "; send application/json"));
        } else if (declaredLength(request) > maxBytes) {
            refuse(ctx, tooLarge());
        } else {
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                var unused = ctx.response().writeContinue();
            }
            collect(ctx);
        }
    }

    private void collect(RoutingContext ctx) {
        Buffer body = Buffer.buffer();
        HttpServerRequest request = ctx.request();
        request.exceptionHandler(e -> ctx.fail(GatewayException.of(400, "BODY_CUT_OFF", "The body ended too early")));
        request.endHandler(end -> {
            ctx.put(BODY, body);
            ctx.next();
        });
        request.handler(chunk -> {
            if (body.length() + chunk.length() > maxBytes) {
                refuse(ctx, tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
    }

    private static void refuse(RoutingContext ctx, GatewayException problem) {
        HttpServerRequest request = ctx.request();
        long timer =
                ctx.vertx().setTimer(DRAIN_MS, expired -> request.connection().close());
        request.exceptionHandler(e -> ctx.vertx().cancelTimer(timer));
        request.endHandler(end -> ctx.vertx().cancelTimer(timer));
        request.handler(chunk -> {});
        request.resume();
        ctx.fail(problem);
    }

    private GatewayException tooLarge() {
        return GatewayException.of(
                413, "BODY_TOO_LARGE", "The body is larger than " + maxBytes + " bytes (body.max.bytes)");
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0; // the chunks are counted anyway
        }
    }

    private static boolean isJson(String type) {
        String media = type.toLowerCase(Locale.ROOT);
        int semicolon = media.indexOf(';');
        String bare = (semicolon < 0 ? media : media.substring(0, semicolon)).trim();
        return bare.equals("application/json") || bare.endsWith("+json");
    }
}
