package io.genstream.gateway.generation;

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
final class PendingRequest {
    private final GenerationOrder order;
    private final int parts;
    private final CompletableFuture<GenerationResult> result = new CompletableFuture<>();
    private final byte[][] images;
    private final List<List<Float>> labels;
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
    }

    GenerationOrder order() {
        return order;
    }

    CompletableFuture<GenerationResult> result() {
        return result;
    }

    synchronized int received() {
        return received;
    }

    /** Takes what is new in the batch; true once all images are here. */
    synchronized boolean add(MadeBatch batch) {
        sample = batch;
        for (int i = 0; i < batch.images().size(); i++) {
            long index = batch.firstImage() + i;
            if (index < 0 || index >= images.length || images[(int) index] != null) {
                continue; // at-least-once: a repeat shows the same picture
            }
            images[(int) index] = batch.images().get(i);
            labels.set((int) index, i < batch.labels().size() ? batch.labels().get(i) : List.of());
            received++;
        }
        return received == images.length;
    }

    /** Notes that a record's batches are all written. */
    synchronized void conclude(PartOutcome outcome, Instant now) {
        if (concluded.add(outcome.firstImage())) {
            outcomes.add(outcome);
        }
        if (concluded.size() >= parts && allConcludedAt == null) {
            allConcludedAt = now;
        }
    }

    /** Everything was written before {@code instant}, and yet images are missing here: they must be read again. True once. */
    synchronized boolean lostImages(Instant instant) {
        boolean lost =
                !readAgain && allConcludedAt != null && allConcludedAt.isBefore(instant) && received < images.length;
        readAgain |= lost;
        return lost;
    }

    synchronized List<PartOutcome> outcomes() {
        return List.copyOf(outcomes);
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
                List.copyOf(labels));
    }
}
