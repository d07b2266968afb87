package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import io.genstream.gateway.generation.GenerationService.Progress;
import io.genstream.gateway.generation.GenerationService.Submission;
import io.genstream.gateway.generation.ResultDelivery.Form;
import io.genstream.gateway.generation.ResultDelivery.Wait;
import io.genstream.gateway.generation.ResultForms.PictureEncoding;
import io.genstream.gateway.http.Accept;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.StrictJson;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.gateway.views.ModelRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v1/generations}. Runs on event loops. */
public final class GenerationRoutes {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final String PATH = "/v1/generations";
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,9})(?:$|[,;\\s])");

    private final GenerationService service;
    private final GenerationParser parser;
    private final ResultDelivery delivery;
    private final IdempotencyKeys keys;
    private final BodyReader bodyReader;
    private final StrictJson json = new StrictJson();
    private final Supplier<Optional<String>> notReady;
    private final Supplier<String> ids;
    private final LongSupplier seeds;
    private final RequestTelemetry telemetry;
    private final Duration waitMax;

    /**
     * @param avro writes the Avro form
     * @param notReady why requests cannot be taken yet
     */
    public GenerationRoutes(
            GenerationLimits limits,
            GenerationService service,
            ModelRegistry models,
            WorkerPool workers,
            MeterRegistry registry,
            Clock clock,
            Supplier<String> ids,
            LongSupplier seeds,
            Function<OutputStream, ResultWriter> avro,
            RequestTelemetry telemetry,
            Supplier<Optional<String>> notReady) {
        this.service = service;
        this.parser = new GenerationParser(new VersionResolver(models), limits, clock);
        this.delivery = new ResultDelivery(
                new ResultForms(models, avro), workers, telemetry, limits, service::remember, registry);
        this.keys = new IdempotencyKeys(limits.idempotencyKeys());
        this.bodyReader = new BodyReader(limits.bodyBytes());
        this.ids = ids;
        this.seeds = seeds;
        this.notReady = notReady;
        this.telemetry = telemetry;
        this.waitMax = limits.waitMax();
    }

    public void mount(Router router) {
        router.post(PATH).handler(bodyReader).handler(this::post);
        router.get(PATH + "/:id").handler(this::get);
        router.delete(PATH + "/:id").handler(this::delete);
    }

    private void post(RoutingContext ctx) {
        String type = Accept.choose(ctx, ResultForms.TYPES);
        Duration time = wait(ctx);
        boolean streamed = ResultForms.streamed(type) && !time.isZero();
        Fields fields = json.object(ctx);
        refuseWhileStarting();
        Form form =
                new Form(type, fields.choice("encoding", PictureEncoding.class).orElse(PictureEncoding.PNG));
        Optional<IdempotencyKeys.Identity> identity = Optional.ofNullable(
                        ctx.request().getHeader("Idempotency-Key"))
                .map(key -> keys.claim(key, BodyReader.body(ctx).getBytes()));
        String requestId = identity.map(IdempotencyKeys.Identity::requestId).orElseGet(ids);
        LongSupplier seed = identity.<LongSupplier>map(known -> known::seed)
                .orElse(() -> seeds.getAsLong() & GenerationParser.MAX_CHOSEN_SEED);
        GenerationOrder order = parser.parse(fields, requestId, seed, streamed);
        refuseWhileStreaming(requestId);
        if (!time.isZero()) {
            delivery.admit(ctx, form);
        }
        Optional<BatchSource> before = identity.flatMap(known -> service.source(requestId));
        if (before.isPresent()) {
            answer(
                    ctx,
                    requestId,
                    CompletableFuture.completedFuture(null),
                    before.get(),
                    form,
                    waiting(ctx, requestId));
            return;
        }
        Submission made = service.submit(telemetry.begin(order, ctx.request().headers()), !streamed);
        Runnable whenGone = streamed || identity.isEmpty() ? () -> service.cancel(requestId) : () -> {};
        Wait wait = new Wait(time, () -> notYet(ctx, made.request()), whenGone);
        answer(ctx, requestId, made.accepted(), made.request().reader(), form, wait);
    }

    /** The result as soon as there is one, or that it is under way to those who do not wait. */
    private void answer(
            RoutingContext ctx,
            String requestId,
            CompletableFuture<Void> accepted,
            BatchSource source,
            Form form,
            Wait wait) {
        ctx.response().putHeader("Location", PATH + "/" + requestId);
        if (wait.time().isZero()) {
            Responses.awaiting(ctx, accepted)
                    .onSuccess(stored -> status(ctx, requestId))
                    .onFailure(ctx::fail);
            return;
        }
        ctx.response().putHeader("Preference-Applied", "wait=" + wait.time().toSeconds());
        delivery.deliver(ctx, source, form, wait);
    }

    /** Of a client that may leave, or be told to come back, without harm to the request. */
    private Wait waiting(RoutingContext ctx, String requestId) {
        return new Wait(wait(ctx), () -> status(ctx, requestId), () -> {});
    }

    private void notYet(RoutingContext ctx, PendingRequest request) {
        if (service.keep(request)) {
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

    private void get(RoutingContext ctx) {
        Form form = new Form(Accept.choose(ctx, ResultForms.TYPES), encoding(ctx));
        String requestId = ctx.pathParam("id");
        Wait wait = waiting(ctx, requestId);
        Optional<BatchSource> source = service.source(requestId);
        boolean underWay = service.progress(requestId).isPresent();
        if (underWay && (wait.time().isZero() || source.isEmpty())) {
            status(ctx, requestId);
            return;
        }
        BatchSource ended = source.or(() -> service.source(requestId)) // it may have ended a moment ago
                .orElseThrow(() -> unknown(requestId));
        delivery.admit(ctx, form);
        delivery.deliver(ctx, ended, form, wait);
    }

    private static PictureEncoding encoding(RoutingContext ctx) {
        String encoding = ctx.request().getParam("encoding", "PNG");
        try {
            return PictureEncoding.valueOf(encoding.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw GatewayException.invalid(List.of(new Violation("encoding", "must be PNG or RAW, not " + encoding)));
        }
    }

    /** Prefer: wait=seconds (RFC 7240), cut to our longest; zero where the client does not wait. */
    private Duration wait(RoutingContext ctx) {
        Matcher matcher = WAIT.matcher(
                Optional.ofNullable(ctx.request().getHeader("Prefer")).orElse(""));
        if (!matcher.find()) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return asked.compareTo(waitMax) < 0 ? asked : waitMax;
    }

    private void delete(RoutingContext ctx) {
        String requestId = ctx.pathParam("id");
        boolean ended = service.progress(requestId).isEmpty()
                && service.source(requestId).isPresent();
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
