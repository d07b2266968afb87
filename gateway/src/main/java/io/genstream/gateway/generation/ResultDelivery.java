package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.http.WorkerPool;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands results, which come on other threads, to the request's event loop, and waits no longer than the client. */
final class ResultDelivery {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,9})(?:$|[,;\\s])");

    private final ResultRenderer renderer;
    private final WorkerPool workers;
    private final RequestTelemetry telemetry;
    private final Duration waitMax;

    ResultDelivery(ResultRenderer renderer, WorkerPool workers, RequestTelemetry telemetry, Duration waitMax) {
        this.renderer = renderer;
        this.workers = workers;
        this.telemetry = telemetry;
        this.waitMax = waitMax;
    }

    /**
     * What to do when there is no result.
     *
     * @param time how long to wait for it; zero: for ever, since it is being read already
     * @param notYet answers when the time is over
     * @param gone told when the client left
     */
    record Patience(Duration time, Runnable notYet, Runnable gone) {}

    /** The encoding of pictures in JSON that the body asks for; a bad value is a violation of the parser's. */
    PictureEncoding encoding(Fields fields) {
        boolean raw = fields.node("encoding")
                .map(node -> "RAW".equalsIgnoreCase(node.textValue()))
                .orElse(false);
        return raw ? PictureEncoding.RAW : PictureEncoding.PNG;
    }

    /** The same from the query of a GET. */
    PictureEncoding encoding(RoutingContext ctx) {
        String encoding = ctx.request().getParam("encoding", "PNG");
        try {
            return PictureEncoding.valueOf(encoding.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw GatewayException.invalid(List.of(new Violation("encoding", "must be PNG or RAW, not " + encoding)));
        }
    }

    /** Prefer: wait=seconds (RFC 7240), cut to our longest; zero where the client does not wait. */
    Duration wait(RoutingContext ctx) {
        String prefer = ctx.request().getHeader("Prefer");
        Matcher matcher = WAIT.matcher(prefer == null ? "" : prefer);
        if (!matcher.find()) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return asked.compareTo(waitMax) < 0 ? asked : waitMax;
    }

    /** Answers with {@code status} once the log has the request. */
    void accepted(RoutingContext ctx, CompletableFuture<Void> accepted, Runnable status) {
        Context context = ctx.vertx().getOrCreateContext();
        var unused = accepted.whenComplete((stored, error) -> context.runOnContext(now -> {
            if (error == null) {
                status.run();
            } else {
                ctx.fail(unwrap(error));
            }
        }));
    }

    /** Answers with the result when it comes, or otherwise as {@code patience} says. */
    void result(
            RoutingContext ctx,
            CompletableFuture<GenerationResult> result,
            String type,
            PictureEncoding encoding,
            Patience patience) {
        Context context = ctx.vertx().getOrCreateContext();
        Answer answer = new Answer(ctx);
        long timer = patience.time().isZero()
                ? -1
                : ctx.vertx().setTimer(patience.time().toMillis(), expired -> answer.once(patience.notYet()));
        ctx.response().closeHandler(closed -> answer.once(patience.gone()));
        var unused = result.thenCompose(images ->
                        workers.submit(() -> telemetry.rendered(() -> renderer.render(images, type, encoding))))
                .whenComplete((body, error) -> context.runOnContext(now -> {
                    boolean unusedTimer = ctx.vertx().cancelTimer(timer);
                    answer.once(() -> answer.write(type, body, error));
                }));
    }

    /** Guards against two answers. Confined to the request's event loop. */
    private static final class Answer {
        private final RoutingContext ctx;
        private boolean given;

        Answer(RoutingContext ctx) {
            this.ctx = ctx;
        }

        void once(Runnable write) {
            if (!given) {
                given = true;
                write.run();
            }
        }

        void write(String type, Buffer body, Throwable error) {
            if (error != null) {
                ctx.fail(unwrap(error));
                return;
            }
            Future<Void> unused = ctx.response()
                    .setStatusCode(200)
                    .putHeader("Content-Type", type)
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Vary", "Accept, Prefer")
                    .end(body);
        }
    }

    private static Throwable unwrap(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
