package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.generation.GenerationService.Progress;
import io.genstream.gateway.generation.GenerationService.Submission;
import io.genstream.gateway.http.Accept;
import io.genstream.gateway.http.Answers;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.http.StrictJson;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** {@code /v1/generations}. Runs on event loops. */
public final class GenerationRoutes {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String PATH = "/v1/generations";

    private final GenerationService service;
    private final GenerationParser parser;
    private final ResultDelivery delivery;
    private final IdempotencyKeys keys;
    private final BodyReader bodyReader;
    private final StrictJson json = new StrictJson();
    private final Supplier<Optional<String>> notReady;
    private final Supplier<String> ids;
    private final LongSupplier seeds;

    GenerationRoutes(
            GenerationService service,
            GenerationParser parser,
            ResultDelivery delivery,
            IdempotencyKeys keys,
            BodyReader bodyReader,
            Supplier<Optional<String>> notReady,
            Supplier<String> ids,
            LongSupplier seeds) {
        this.service = service;
        this.parser = parser;
        this.delivery = delivery;
        this.keys = keys;
        this.bodyReader = bodyReader;
        this.notReady = notReady;
        this.ids = ids;
        this.seeds = seeds;
    }

    public void mount(Router router) {
        router.post(PATH).handler(bodyReader).handler(this::post);
        router.get(PATH + "/:id").handler(this::get);
        router.delete(PATH + "/:id").handler(this::delete);
    }

    private void post(RoutingContext ctx) {
        String type = Accept.choose(ctx, ResultRenderer.TYPES);
        Fields fields = json.object(ctx);
        refuseWhileStarting();
        String key = ctx.request().getHeader("Idempotency-Key");
        PictureEncoding encoding = delivery.encoding(fields);
        if (key == null) {
            GenerationOrder order = parser.parse(fields, ids.get(), seeds);
            answer(ctx, order.requestId(), service.submit(order), type, encoding, true);
            return;
        }
        IdempotencyKeys.Identity identity = keys.claim(key, BodyReader.body(ctx).getBytes());
        GenerationOrder order = parser.parse(fields, identity.requestId(), identity::seed);
        Submission submission = existing(order.requestId()).orElseGet(() -> service.submit(order));
        answer(ctx, order.requestId(), submission, type, encoding, false);
    }

    private Optional<Submission> existing(String requestId) {
        Optional<CompletableFuture<GenerationResult>> here = service.underWayOrKept(requestId);
        return here.or(() -> service.progress(requestId).isPresent() ? Optional.empty() : service.ended(requestId))
                .map(result -> new Submission(CompletableFuture.completedFuture(null), result));
    }

    private void answer(
            RoutingContext ctx,
            String requestId,
            Submission submission,
            String type,
            PictureEncoding encoding,
            boolean cancelWhenGone) {
        String location = PATH + "/" + requestId;
        ctx.response().putHeader("Location", location);
        Duration wait = delivery.wait(ctx);
        if (wait.isZero()) {
            delivery.accepted(ctx, submission.accepted(), () -> status(ctx, requestId));
            return;
        }
        ctx.response().putHeader("Preference-Applied", "wait=" + wait.toSeconds());
        Runnable whenGone = cancelWhenGone ? () -> service.cancel(requestId) : () -> {};
        delivery.result(
                ctx,
                submission.result(),
                type,
                encoding,
                new ResultDelivery.Patience(wait, () -> status(ctx, requestId), whenGone));
    }

    private void get(RoutingContext ctx) {
        String type = Accept.choose(ctx, ResultRenderer.TYPES);
        String requestId = ctx.pathParam("id");
        PictureEncoding encoding = delivery.encoding(ctx);
        Duration wait = delivery.wait(ctx);
        Optional<CompletableFuture<GenerationResult>> result = service.underWayOrKept(requestId);
        Optional<Progress> progress = service.progress(requestId);
        if (progress.isPresent() && (wait.isZero() || result.isEmpty())) {
            status(ctx, requestId);
            return;
        }
        CompletableFuture<GenerationResult> ended =
                result.or(() -> service.ended(requestId)).orElseThrow(() -> unknown(requestId));
        delivery.result(
                ctx, ended, type, encoding, new ResultDelivery.Patience(wait, () -> status(ctx, requestId), () -> {}));
    }

    private void delete(RoutingContext ctx) {
        String requestId = ctx.pathParam("id");
        boolean ended = service.progress(requestId).isEmpty()
                && service.ended(requestId).isPresent();
        if (ended) {
            throw GatewayException.of(
                    409, "ALREADY_ENDED", "Request " + requestId + " has ended; there is nothing to cancel");
        }
        boolean here = service.cancel(requestId);
        Answers.json(
                ctx,
                here ? 200 : 202,
                new JsonObject().put("id", requestId).put("state", here ? "CANCELLED" : "CANCEL_REQUESTED"));
    }

    private void status(RoutingContext ctx, String requestId) {
        Optional<Progress> progress = service.progress(requestId);
        ctx.response().putHeader("Retry-After", "1");
        JsonObject status = new JsonObject()
                .put("id", requestId)
                .put("state", progress.isPresent() ? "RUNNING" : "ENDED")
                .put("links", new JsonObject().put("self", PATH + "/" + requestId));
        progress.ifPresent(p -> status.put("done", p.done()).put("total", p.total()));
        Answers.json(ctx, 202, status);
    }

    private void refuseWhileStarting() {
        notReady.get().ifPresent(why -> {
            throw GatewayException.retry(503, "STARTING", "The gateway is not ready: " + why, RETRY);
        });
    }

    private GatewayException unknown(String requestId) {
        refuseWhileStarting();
        return GatewayException.of(
                404,
                "REQUEST_NOT_FOUND",
                "Nothing is known of request " + requestId + ": it never was, or ended long ago");
    }
}
