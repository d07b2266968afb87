package io.genstream.gateway.generation;

import io.genstream.gateway.GatewayConfig.GenerationLimits;
import io.genstream.gateway.error.GatewayException;
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
    private final Workers workers;
    private final Clock clock;
    private final Counter refused;
    private final Map<String, PendingRequest> pending = new ConcurrentHashMap<>();
    private final AtomicInteger pendingRequests = new AtomicInteger();
    private final AtomicLong pendingImages = new AtomicLong();

    public GenerationService(
            GenerationLimits limits,
            RequestLog log,
            RequestOutcomes outcomes,
            Workers workers,
            MeterRegistry registry,
            Clock clock) {
        this.limits = limits;
        this.log = log;
        this.outcomes = outcomes;
        this.finished = new ResultCache(limits.resultBytes());
        this.workers = workers;
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
        List<GenerationOrder.Part> parts = RequestSplitter.split(order.count(), order.batchImages());
        PendingRequest request = register(order, parts.size());
        CompletableFuture<Void> accepted = log.send(order, parts);
        var unused = accepted.whenComplete((stored, error) -> {
            if (error != null) {
                finish(request, null, error);
            }
        });
        return new Submission(accepted, request.result());
    }

    private PendingRequest register(GenerationOrder order, int parts) {
        PendingRequest request = new PendingRequest(order, parts);
        int requests = pendingRequests.incrementAndGet();
        long images = pendingImages.addAndGet(order.count());
        if (requests > limits.pendingRequests() || images > limits.pendingImages()) {
            release(order);
            refused.increment();
            throw GatewayException.retry(
                    503,
                    "OVERLOADED",
                    "This gateway has " + (requests - 1) + " requests and " + (images - order.count())
                            + " images under way (pending.requests.max, pending.images.max); try again",
                    RETRY);
        }
        pending.put(order.requestId(), request);
        return request;
    }

    private void release(GenerationOrder order) {
        pendingRequests.decrementAndGet();
        pendingImages.addAndGet(-order.count());
    }

    /** Called by the tail of our reply partition, also with other gateways' batches. */
    public void onBatch(MadeBatch batch) {
        PendingRequest request = pending.get(batch.requestId());
        if (request != null && request.add(batch)) {
            finish(request, request.assemble(), null);
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
            finish(request, null, RequestFailures.of(outcome));
        }
    }

    /** Called now and then: times out what takes too long, and reads again what the tail missed. */
    public void sweep() {
        Instant now = clock.instant();
        for (PendingRequest request : pending.values()) {
            if (request.order().acceptedAt().plus(limits.requestTimeout()).isBefore(now)) {
                finish(request, null, RequestFailures.timedOut(limits.requestTimeout()));
                cancelQuietly(request.order().requestId());
            } else if (request.lostImages(now.minus(LATE))) {
                readBack(request);
            }
        }
    }

    private void readBack(PendingRequest request) {
        String id = request.order().requestId();
        LOGGER.warn("Request {} ended without all of its images arriving here; reading them again", id);
        var unused = workers.submit(() -> log.read(request.outcomes())).whenComplete((batches, error) -> {
            if (error != null) {
                finish(request, null, error);
            } else if (batches.stream().noneMatch(request::add)) {
                finish(
                        request,
                        null,
                        GatewayException.of(
                                500, "IMAGES_LOST", "Some images of request " + id + " are not in the log"));
            } else {
                finish(request, request.assemble(), null);
            }
        });
    }

    private void finish(PendingRequest request, GenerationResult result, Throwable error) {
        if (!pending.remove(request.order().requestId(), request)) {
            return;
        }
        release(request.order());
        if (error != null) {
            request.result().completeExceptionally(error);
        } else {
            finished.put(result);
            request.result().complete(result);
        }
    }

    /** Stops a request, and tells whoever makes its images; true if it was under way here. */
    boolean cancel(String requestId) {
        PendingRequest request = pending.get(requestId);
        if (request != null) {
            finish(request, null, RequestFailures.cancelled());
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

    /** The result where it is under way or finished here; empty otherwise. */
    Optional<CompletableFuture<GenerationResult>> underWayOrKept(String requestId) {
        PendingRequest request = pending.get(requestId);
        if (request != null) {
            return Optional.of(request.result());
        }
        return finished.get(requestId).map(CompletableFuture::completedFuture);
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

    private GenerationResult readEnded(String requestId, List<PartOutcome> parts) {
        List<MadeBatch> batches = log.read(parts);
        GenerationResult result = Batches.join(requestId, batches);
        finished.put(result);
        return result;
    }
}
