package io.genstream.gateway.generation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One request under way: its images as they arrive, in any order and perhaps twice. Written by the tail's thread, read by
 * event loops. Thread-safe.
 */
final class PendingRequest implements Pending {
    private final GenerationOrder order;
    private final int parts;
    private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
    private final byte[][] images;
    private final List<List<Float>> labels;
    private final List<List<Float>> latents;
    private final Set<Long> concluded = new HashSet<>();
    private final List<PartOutcome> outcomes = new ArrayList<>();
    private MadeBatch sample;
    private int received;
    private Instant allConcludedAt;
    private boolean readAgain;

    PendingRequest(GenerationOrder order, int parts) {
        this.order = order;
        this.parts = parts;
        this.images = new byte[order.count()][];
        this.labels = new ArrayList<>(java.util.Collections.nCopies(order.count(), List.of()));
        this.latents = order.latent().withLatents() ? new ArrayList<>(labels) : List.of();
    }

    @Override
    public GenerationOrder order() {
        return order;
    }

    CompletableFuture<GenerationResult> result() {
        return result;
    }

    @Override
    public int heldImages() {
        return order.count();
    }

    @Override
    public synchronized int received() {
        return received;
    }

    /** True once all images are here. */
    @Override
    public synchronized boolean add(MadeBatch batch) {
        sample = batch;
        for (int i = 0; i < batch.images().size(); i++) {
            long index = batch.firstImage() + i;
            if (index < 0 || index >= images.length || images[(int) index] != null) {
                continue; // at-least-once: a repeat shows the same picture
            }
            images[(int) index] = batch.images().get(i);
            labels.set((int) index, i < batch.labels().size() ? batch.labels().get(i) : List.of());
            if (order.latent().withLatents() && i < batch.latents().size()) {
                latents.set((int) index, batch.latents().get(i));
            }
            received++;
        }
        return received == images.length;
    }

    @Override
    public synchronized void conclude(PartOutcome outcome, Instant now) {
        if (concluded.add(outcome.firstImage())) {
            outcomes.add(outcome);
        }
        if (concluded.size() >= parts && allConcludedAt == null) {
            allConcludedAt = now;
        }
    }

    @Override
    public synchronized List<PartOutcome> lost(Instant instant) {
        boolean lost =
                !readAgain && allConcludedAt != null && allConcludedAt.isBefore(instant) && received < images.length;
        readAgain |= lost;
        return lost ? List.copyOf(outcomes) : List.of();
    }

    @Override
    public synchronized boolean misses(List<PartOutcome> written) {
        return received < images.length;
    }

    @Override
    public boolean overdue(Instant now, Duration timeout) {
        return order.acceptedAt().plus(timeout).isBefore(now);
    }

    @Override
    public void fail(Throwable error) {
        result.completeExceptionally(error);
    }

    synchronized GenerationResult assemble() {
        return new GenerationResult(
                order.requestId(),
                sample.model(),
                sample.version(),
                order.seed(),
                sample.height(),
                sample.width(),
                sample.channels(),
                Arrays.asList(images),
                List.copyOf(labels),
                List.copyOf(latents),
                sample.madeAt());
    }
}
