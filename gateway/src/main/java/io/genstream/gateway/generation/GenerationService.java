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
    private final Map<String, PendingRequest> pending = new ConcurrentHashMap<>();
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

    /** @param accepted completes when the log has the request's first records */
    record Submission(PendingRequest request, CompletableFuture<Void> accepted) {}

    /**
     * @param kept the images are for later, too, and not for one reader alone who takes them while they are made
     * @throws GatewayException 503 at the limits
     */
    Submission submit(GenerationOrder order, boolean kept) {
        PendingRequest request = new PendingRequest(
                order,
                kept
                        ? RequestSplitter.split(order.count(), order.batchImages())
                        : RequestSplitter.splitStreamed(order.count(), order.batchImages(), imageBytes(order)),
                kept,
                clock,
                due -> {
                    var unused = send(due);
                },
                this::complete);
        register(request);
        CompletableFuture<Void> accepted = send(request);
        var unused = accepted.thenRun(() -> telemetry.stored(order));
        return new Submission(request, accepted);
    }

    /** Goes on with a request whose client no longer waits; false, and cancelled, where it is too large to be kept. */
    boolean keep(PendingRequest request) {
        GenerationOrder order = request.order();
        if (request.kept()) {
            return true;
        }
        if (order.count() > limits.imagesPerRequest() || order.count() * imageBytes(order) > limits.responseBytes()) {
            boolean unused = cancel(order.requestId());
            return false;
        }
        PendingRequest still = pending.computeIfPresent(order.requestId(), (id, known) -> {
            if (known == request) { // in here nobody ends it, so that what it holds is counted right
                int before = request.heldImages();
                request.keep();
                pendingImages.addAndGet(request.heldImages() - before);
            }
            return known;
        });
        if (still == request) {
            var unused = send(request);
            if (request.complete()) {
                complete(request);
            }
        }
        return true;
    }

    private static long imageBytes(GenerationOrder order) {
        ModelCard card = order.version().card();
        return (long) card.height() * card.width() * card.channels();
    }

    private CompletableFuture<Void> send(PendingRequest request) {
        List<Part> due = request.due();
        if (due.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return log.send(request.order(), due).whenComplete((stored, error) -> {
            if (error != null) {
                fail(request, error);
            }
        });
    }

    private void register(PendingRequest request) {
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

    private void release(PendingRequest request) {
        pendingRequests.decrementAndGet();
        pendingImages.addAndGet(-request.heldImages());
    }

    /** Called by the tail of our reply partition, also with other gateways' batches. */
    public void onBatch(MadeBatch batch) {
        PendingRequest request = pending.get(batch.requestId());
        if (request != null) {
            request.add(batch);
            if (request.complete()) {
                complete(request);
            }
        }
    }

    /** Called by the follower of request-outcomes, also with other gateways' requests. */
    public void onOutcome(PartOutcome outcome) {
        outcomes.put(outcome);
        PendingRequest request = pending.get(outcome.requestId());
        if (request == null) {
            return;
        }
        if (outcome.state() == PartOutcome.State.COMPLETED) {
            request.conclude(outcome, clock.instant());
        } else {
            fail(request, RequestFailures.of(outcome));
        }
    }

    /** Called now and then: times out what takes too long, and reads again what the tail missed. */
    public void sweep() {
        Instant now = clock.instant();
        for (PendingRequest request : pending.values()) {
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

    private void readBack(PendingRequest request, List<PartOutcome> lost) {
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

    private void fail(PendingRequest request, Throwable error) {
        if (pending.remove(request.order().requestId(), request)) {
            release(request);
            telemetry.failed(request.order(), error);
            request.fail(error);
        }
    }

    /** At every moment a request is under way or its result is kept: whoever asks in between must find it. */
    private void complete(PendingRequest request) {
        if (request.kept()) {
            finished.put(request.order().requestId(), request.batches());
        }
        if (pending.remove(request.order().requestId(), request)) {
            release(request);
            telemetry.completed(request.order());
            request.end();
        }
    }

    /** Stops a request, and tells whoever makes its images; true if it was under way here. */
    boolean cancel(String requestId) {
        PendingRequest request = pending.get(requestId);
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
        PendingRequest request = pending.get(requestId);
        return request != null && !request.kept();
    }

    /** The images of a request that is kept here, under way or finished, or has ended anywhere; empty otherwise. */
    Optional<BatchSource> source(String requestId) {
        PendingRequest request = pending.get(requestId);
        if (request != null) {
            return Optional.of(request).filter(PendingRequest::kept).map(PendingRequest::reader);
        }
        return finished.get(requestId).map(BatchSource::of).or(() -> outcomes.get(requestId)
                .filter(known -> known.complete() || known.failure().isPresent())
                .map(known -> known.failure()
                        .<BatchSource>map(failure -> () -> CompletableFuture.failedFuture(failure))
                        .orElseGet(() -> new LoggedBatches(log, workers, known.parts()))));
    }

    /** Keeps a result that was read back from the log. */
    void remember(String requestId, List<MadeBatch> result) {
        finished.put(requestId, result);
    }

    /** How far the request is; empty where it has ended or is unknown. */
    Optional<Progress> progress(String requestId) {
        PendingRequest request = pending.get(requestId);
        if (request != null) {
            return Optional.of(
                    new Progress(requestId, request.received(), request.order().count()));
        }
        return outcomes.get(requestId)
                .filter(known -> !known.complete() && known.failure().isEmpty())
                .map(known -> new Progress(requestId, known.doneImages(), known.requestImages()));
    }
}
