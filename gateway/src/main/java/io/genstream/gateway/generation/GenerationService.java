package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.generation.GenerationOrder.Part;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.model.card.ModelCard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests from acceptance to result. Nothing here blocks: event loops submit and ask, the tail and the follower of outcomes
 * deliver, the worker pool reads back what only the log has. Thread-safe.
 */
public final class GenerationService {
    private static final Logger LOGGER = LoggerFactory.getLogger(GenerationService.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Outcomes and batches come on different topics: only after this long is a batch missing and not late. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final GenerationLimits limits;
    private final RequestLog log;
    private final RequestOutcomes outcomes;
    private final ResultCache finished;
    private final WorkerPool workers;
    private final RequestTelemetry telemetry;
    private final Clock clock;
    private final Counter refused;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger pendingRequests = new AtomicInteger();
    private final AtomicLong pendingImages = new AtomicLong();

    public GenerationService(
            GenerationLimits limits,
            RequestLog log,
            RequestOutcomes outcomes,
            WorkerPool workers,
            RequestTelemetry telemetry,
            MeterRegistry registry,
            Clock clock) {
        this.limits = limits;
        this.log = log;
        this.outcomes = outcomes;
        this.finished = new ResultCache(limits.resultBytes());
        this.workers = workers;
        this.telemetry = telemetry;
        this.clock = clock;
        this.refused = registry.counter("genstream.gateway.requests.refused");
        registry.gauge("genstream.gateway.pending.requests", List.of(), pendingRequests, AtomicInteger::get);
        registry.gauge("genstream.gateway.pending.images", List.of(), pendingImages, AtomicLong::get);
    }

    /** How far a request has come that has no result yet. */
    record Progress(String requestId, long done, long total) {}

    /** @param accepted completes when the log has the request */
    record Submission(CompletableFuture<Void> accepted, CompletableFuture<GenerationResult> result) {}

    /** @throws GatewayException 503 at the limits */
    Submission submit(GenerationOrder order) {
        List<Part> parts = RequestSplitter.split(order.count(), order.batchImages());
        PendingRequest request = new PendingRequest(order, parts.size());
        register(request);
        return new Submission(send(order, parts), request.result());
    }

    /**
     * The same for a request whose images are taken while they are made.
     *
     * @throws GatewayException 503 at the limits
     */
    StreamedRequest stream(GenerationOrder order) {
        StreamedRequest request = new StreamedRequest(
                order,
                RequestSplitter.splitStreamed(order.count(), order.batchImages(), imageBytes(order)),
                parts -> {
                    CompletableFuture<Void> unused = send(order, parts);
                },
                () -> complete(order.requestId()),
                clock);
        register(request);
        request.start();
        return request;
    }

    /** Goes on with a streamed request whose client no longer waits; false, and cancelled, where it is too large to be kept. */
    boolean collect(StreamedRequest streamed) {
        GenerationOrder order = streamed.order();
        if (order.count() > limits.imagesPerRequest() || order.count() * imageBytes(order) > limits.responseBytes()) {
            boolean unused = cancel(order.requestId());
            return false;
        }
        PendingRequest heir = new PendingRequest(order, streamed.parts().size());
        if (pending.replace(order.requestId(), streamed, heir)) {
            pendingImages.addAndGet(heir.heldImages() - streamed.heldImages());
            streamed.handOver(heir);
            if (heir.received() == order.count()) {
                complete(order.requestId());
            }
        }
        return true;
    }

    private static long imageBytes(GenerationOrder order) {
        ModelCard card = order.version().card();
        return (long) card.height() * card.width() * card.channels();
    }

    private CompletableFuture<Void> send(GenerationOrder order, List<Part> parts) {
        CompletableFuture<Void> accepted = log.send(order, parts);
        var unused = accepted.whenComplete((stored, error) -> {
            Pending request = pending.get(order.requestId());
            if (error == null) {
                telemetry.stored(order);
            } else if (request != null) {
                fail(request, error);
            }
        });
        return accepted;
    }

    private void register(Pending request) {
        int requests = pendingRequests.incrementAndGet();
        long images = pendingImages.addAndGet(request.heldImages());
        if (requests > limits.pendingRequests() || images > limits.pendingImages()) {
            release(request);
            refused.increment();
            throw GatewayException.retry(
                    503,
                    "OVERLOADED",
                    "This gateway has " + (requests - 1) + " requests and " + (images - request.heldImages())
                            + " images under way (pending.requests.max, pending.images.max); try again",
                    RETRY);
        }
        pending.put(request.order().requestId(), request);
    }

    private void release(Pending request) {
        pendingRequests.decrementAndGet();
        pendingImages.addAndGet(-request.heldImages());
    }

    /** Called by the tail of our reply partition, also with other gateways' batches. */
    public void onBatch(MadeBatch batch) {
        Pending request = pending.get(batch.requestId());
        while (request != null) {
            if (request.add(batch)) {
                complete(batch.requestId());
            }
            Pending now = pending.get(batch.requestId());
            request = now == request ? null : now; // another took its place meanwhile
        }
    }

    /** Called by the follower of request-outcomes, also with other gateways' requests. */
    public void onOutcome(PartOutcome outcome) {
        outcomes.put(outcome);
        Pending request = pending.get(outcome.requestId());
        while (request != null) {
            if (outcome.state() == PartOutcome.State.COMPLETED) {
                request.conclude(outcome, clock.instant());
            } else {
                fail(request, RequestFailures.of(outcome));
            }
            Pending now = pending.get(outcome.requestId());
            request = now == request ? null : now; // another took its place meanwhile
        }
    }

    /** Called now and then: times out what takes too long, and reads again what the tail missed. */
    public void sweep() {
        Instant now = clock.instant();
        for (Pending request : pending.values()) {
            if (request.overdue(now, limits.requestTimeout())) {
                fail(request, RequestFailures.timedOut(limits.requestTimeout()));
                cancelQuietly(request.order().requestId());
            } else {
                List<PartOutcome> lost = request.lost(now.minus(LATE));
                if (!lost.isEmpty()) {
                    readBack(request, lost);
                }
            }
        }
    }

    private void readBack(Pending request, List<PartOutcome> lost) {
        String id = request.order().requestId();
        LOGGER.warn("Request {} ended without all of its images arriving here; reading them again", id);
        var unused = workers.submit(() -> log.read(lost)).whenComplete((batches, error) -> {
            if (error != null) {
                fail(request, error);
                return;
            }
            batches.forEach(this::onBatch);
            if (request.misses(lost)) {
                fail(
                        request,
                        GatewayException.of(
                                500, "IMAGES_LOST", "Some images of request " + id + " are not in the log"));
            }
        });
    }

    private void fail(Pending request, Throwable error) {
        if (pending.remove(request.order().requestId(), request)) {
            release(request);
            telemetry.failed(request.order(), error);
            request.fail(error);
        }
    }

    /** At every moment a request is under way or its result is kept: whoever asks in between must find it. */
    private void complete(String requestId) {
        Pending request = pending.get(requestId);
        if (request instanceof PendingRequest whole) {
            GenerationResult result = whole.assemble();
            finished.put(result);
            end(request, () -> whole.result().complete(result));
        } else if (request != null) {
            end(request, () -> {});
        }
    }

    /** Unless somebody else has ended it, or taken it over. */
    private void end(Pending request, Runnable tell) {
        if (pending.remove(request.order().requestId(), request)) {
            release(request);
            telemetry.completed(request.order());
            tell.run();
        }
    }

    /** Stops a request, and tells whoever makes its images; true if it was under way here. */
    boolean cancel(String requestId) {
        Pending request = pending.get(requestId);
        if (request != null) {
            fail(request, RequestFailures.cancelled());
        }
        cancelQuietly(requestId);
        return request != null;
    }

    private void cancelQuietly(String requestId) {
        var unused = log.cancel(requestId).exceptionally(e -> {
            LOGGER.debug("The cancellation of {} was not stored: its images are made in vain", requestId, e);
            return null;
        });
    }

    /** Whether the images of this request go to a client of this gateway now. */
    boolean streaming(String requestId) {
        return pending.get(requestId) instanceof StreamedRequest;
    }

    /** The result where it is under way or finished here; empty otherwise. */
    Optional<CompletableFuture<GenerationResult>> underWayOrKept(String requestId) {
        if (pending.get(requestId) instanceof PendingRequest request) {
            return Optional.of(request.result());
        }
        return finished.get(requestId).map(CompletableFuture::completedFuture);
    }

    /** The images of a request that is under way or kept here, or has ended anywhere; empty otherwise. */
    Optional<BatchSource> source(String requestId) {
        Optional<BatchSource> here = underWayOrKept(requestId).map(ResultBatches::new);
        return here.or(() -> outcomes.get(requestId)
                .filter(known -> known.complete() || known.failure().isPresent())
                .map(known -> known.failure()
                        .<BatchSource>map(failure -> () -> CompletableFuture.failedFuture(failure))
                        .orElseGet(() -> new LoggedBatches(log, workers, known.parts()))));
    }

    /** How far the request is; empty where it has ended or is unknown. */
    Optional<Progress> progress(String requestId) {
        Pending request = pending.get(requestId);
        if (request != null) {
            return Optional.of(
                    new Progress(requestId, request.received(), request.order().count()));
        }
        return outcomes.get(requestId)
                .filter(known -> !known.complete() && known.failure().isEmpty())
                .map(known -> new Progress(requestId, known.doneImages(), known.requestImages()));
    }

    /**
     * The result of a request that has ended, wherever it was taken: kept, or read from the log.
     *
     * @return fails with the request's own failure; empty where nothing is known of it
     */
    Optional<CompletableFuture<GenerationResult>> ended(String requestId) {
        Optional<GenerationResult> kept = finished.get(requestId);
        if (kept.isPresent()) {
            return kept.map(CompletableFuture::completedFuture);
        }
        return outcomes.get(requestId).map(known -> known.failure()
                .map(CompletableFuture::<GenerationResult>failedFuture)
                .orElseGet(() -> workers.submit(() -> readEnded(requestId, known.parts()))));
    }

    /** The first record alone, which tells how much there is. */
    private GenerationResult readEnded(String requestId, List<PartOutcome> parts) {
        List<MadeBatch> batches = new ArrayList<>(log.read(parts.subList(0, 1)));
        long bytes = batches.stream()
                .findFirst()
                .map(b -> b.requestImages() * b.height() * b.width() * b.channels())
                .orElse(0L);
        if (bytes > limits.responseBytes()) {
            throw GatewayException.of(
                    422,
                    "RESULT_TOO_LARGE",
                    "The images of request " + requestId + " take " + bytes
                            + " bytes, too much for one document; GET them as " + ResultForms.TAR);
        }
        batches.addAll(log.read(parts.subList(1, parts.size())));
        GenerationResult result = Batches.join(requestId, batches);
        finished.put(result);
        return result;
    }
}
