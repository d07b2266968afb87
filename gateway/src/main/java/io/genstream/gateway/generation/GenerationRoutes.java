package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.generation.GenerationService.Progress;
import io.genstream.gateway.generation.GenerationService.Submission;
import io.genstream.gateway.http.Accept;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.StrictJson;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** {@code /v1/generations}. Runs on event loops. */
public final class GenerationRoutes {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String PATH = "/v1/generations";

    private final GenerationService service;
    private final GenerationParser parser;
    private final ResultDelivery delivery;
    private final StreamDelivery streams;
    private final IdempotencyKeys keys;
    private final BodyReader bodyReader;
    private final StrictJson json = new StrictJson();
    private final Supplier<Optional<String>> notReady;
    private final Supplier<String> ids;
    private final LongSupplier seeds;
    private final RequestTelemetry telemetry;

    GenerationRoutes(
            GenerationService service,
            GenerationParser parser,
            ResultDelivery delivery,
            StreamDelivery streams,
            IdempotencyKeys keys,
            BodyReader bodyReader,
            Supplier<Optional<String>> notReady,
            Supplier<String> ids,
            LongSupplier seeds,
            RequestTelemetry telemetry) {
        this.service = service;
        this.parser = parser;
        this.delivery = delivery;
        this.streams = streams;
        this.keys = keys;
        this.bodyReader = bodyReader;
        this.notReady = notReady;
        this.ids = ids;
        this.seeds = seeds;
        this.telemetry = telemetry;
    }

    public void mount(Router router) {
        router.post(PATH).handler(bodyReader).handler(this::post);
        router.get(PATH + "/:id").handler(this::get);
        router.delete(PATH + "/:id").handler(this::delete);
    }

    private void post(RoutingContext ctx) {
        String type = Accept.choose(ctx, ResultForms.TYPES);
        boolean streamed = ResultForms.streamed(type) && !delivery.wait(ctx).isZero();
        Fields fields = json.object(ctx);
        refuseWhileStarting();
        PictureEncoding encoding = delivery.encoding(fields);
        Optional<IdempotencyKeys.Identity> identity = Optional.ofNullable(
                        ctx.request().getHeader("Idempotency-Key"))
                .map(key -> keys.claim(key, BodyReader.body(ctx).getBytes()));
        String requestId = identity.map(IdempotencyKeys.Identity::requestId).orElseGet(ids);
        LongSupplier seed = identity.<LongSupplier>map(known -> known::seed).orElse(seeds);
        GenerationOrder parsed = parser.parse(fields, requestId, seed, streamed);
        boolean repeatable = identity.isPresent();
        if (streamed) {
            stream(ctx, parsed, type, repeatable);
            return;
        }
        Optional<Submission> before = repeatable ? existing(requestId) : Optional.empty();
        Submission submission = before.orElseGet(() -> service.submit(watched(ctx, parsed)));
        answer(ctx, requestId, submission, type, encoding, !repeatable);
    }

    /** Images on their way while they are made; a repeat of an earlier request gets what that brought. */
    private void stream(RoutingContext ctx, GenerationOrder order, String type, boolean repeatable) {
        String requestId = order.requestId();
        refuseWhileStreaming(requestId);
        Duration wait = delivery.wait(ctx);
        ctx.response()
                .putHeader("Location", PATH + "/" + requestId)
                .putHeader("Preference-Applied", "wait=" + wait.toSeconds());
        Optional<BatchSource> before = repeatable ? service.source(requestId) : Optional.empty();
        if (before.isPresent()) {
            streams.deliver(
                    ctx, before::get, type, new ResultDelivery.Patience(wait, () -> status(ctx, requestId), () -> {}));
            return;
        }
        AtomicReference<StreamedRequest> request = new AtomicReference<>();
        streams.deliver(
                ctx,
                () -> {
                    request.set(service.stream(watched(ctx, order)));
                    return request.get();
                },
                type,
                new ResultDelivery.Patience(wait, () -> notYet(ctx, request.get()), () -> service.cancel(requestId)));
    }

    private GenerationOrder watched(RoutingContext ctx, GenerationOrder order) {
        return telemetry.begin(order, ctx.request().headers());
    }

    private void notYet(RoutingContext ctx, StreamedRequest request) {
        if (service.collect(request)) {
            status(ctx, request.order().requestId());
        } else {
            ctx.fail(GatewayException.retry(
                    504,
                    "REQUEST_TIMED_OUT",
                    "No image was made while the client waited, and "
                            + request.order().count() + " are too many to be kept for later; wait longer",
                    RETRY));
        }
    }

    private void refuseWhileStreaming(String requestId) {
        if (service.streaming(requestId)) {
            throw GatewayException.of(
                    409, "BEING_STREAMED", "The images of request " + requestId + " are going to another client");
        }
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
        String type = Accept.choose(ctx, ResultForms.TYPES);
        String requestId = ctx.pathParam("id");
        PictureEncoding encoding = delivery.encoding(ctx);
        Duration wait = delivery.wait(ctx);
        Optional<CompletableFuture<GenerationResult>> result = service.underWayOrKept(requestId);
        Optional<Progress> progress = service.progress(requestId);
        if (progress.isPresent() && (wait.isZero() || result.isEmpty())) {
            status(ctx, requestId);
            return;
        }
        ResultDelivery.Patience patience = new ResultDelivery.Patience(wait, () -> status(ctx, requestId), () -> {});
        if (ResultForms.streamed(type)) {
            BatchSource source = service.source(requestId).orElseThrow(() -> unknown(requestId));
            streams.deliver(ctx, () -> source, type, patience);
            return;
        }
        CompletableFuture<GenerationResult> ended =
                result.or(() -> service.ended(requestId)).orElseThrow(() -> unknown(requestId));
        delivery.result(ctx, ended, type, encoding, patience);
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
        Responses.json(
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
        Responses.json(ctx, 202, status);
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
