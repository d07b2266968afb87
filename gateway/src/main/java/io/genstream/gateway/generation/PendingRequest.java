package io.genstream.gateway.generation;

import io.genstream.gateway.generation.GenerationOrder.Part;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A request under way in this gateway. It begins in one of two states, and ends or fails once:
 *
 * <ul>
 *   <li><b>kept</b>: all of its records are sent at once, and its images stay, for any number of readers. It ends when the last
 *       image is here.
 *   <li><b>streamed</b>: images go to one reader while they are made, and are forgotten as it takes them. Few records are in the
 *       log at once: the next is sent when the reader has taken an earlier one's images, so that a slow client slows the making
 *       and fills no memory. It ends when the last image is taken, or becomes kept while no image has reached the client.
 * </ul>
 *
 * <p>Fed by the tail's and the outcomes' threads, read and swept by event loops. Thread-safe; nothing is called under its lock.
 */
final class PendingRequest {
    /** Records of a streamed request that are sent and not taken yet: one is made while another is read. */
    static final int WINDOW = 4;

    private final GenerationOrder order;
    private final List<Part> parts;
    private final Clock clock;
    private final Consumer<PendingRequest> whenDue;
    private final Consumer<PendingRequest> whenTaken;
    /** By first image, in whole batches: inference makes the same ones each time it is asked. */
    private final TreeMap<Long, MadeBatch> batches = new TreeMap<>();

    private final Map<PartOutcome, Instant> concluded = new HashMap<>();
    private final Set<Long> readAgain = new HashSet<>();
    private CompletableFuture<Void> changed = new CompletableFuture<>();
    private boolean kept;
    private boolean ended;
    private boolean readerWaits;
    private Throwable failure;
    private int sent;
    private long taken;
    private int received;
    private Instant progressAt;

    /**
     * @param whenDue told that there may be more {@link #due} records
     * @param whenTaken told once the last image of a streamed request is taken
     */
    PendingRequest(
            GenerationOrder order,
            List<Part> parts,
            boolean kept,
            Clock clock,
            Consumer<PendingRequest> whenDue,
            Consumer<PendingRequest> whenTaken) {
        this.order = order;
        this.parts = parts;
        this.kept = kept;
        this.clock = clock;
        this.whenDue = whenDue;
        this.whenTaken = whenTaken;
        this.progressAt = clock.instant();
    }

    GenerationOrder order() {
        return order;
    }

    synchronized boolean kept() {
        return kept;
    }

    /** Images that it may hold in memory. */
    synchronized int heldImages() {
        return kept
                ? order.count()
                : (int) Math.min(order.count(), (long) WINDOW * parts.get(0).count());
    }

    /** Images that have come so far. */
    synchronized int received() {
        return received;
    }

    /** Whether all images are here, for whoever wants them. */
    synchronized boolean complete() {
        return kept && received == order.count();
    }

    /** In order, once {@link #complete}. */
    synchronized List<MadeBatch> batches() {
        return List.copyOf(batches.values());
    }

    /** Records that are to be sent now; each is told once. */
    synchronized List<Part> due() {
        int from = sent;
        long until = kept ? parts.size() : taken / parts.get(0).count() + WINDOW;
        sent = (int) Math.max(sent, Math.min(parts.size(), until));
        return parts.subList(from, sent);
    }

    /** From now on images stay here; all of its records are due. */
    synchronized void keep() {
        kept = true;
        taken = 0;
    }

    void add(MadeBatch batch) {
        synchronized (this) {
            if (isRepeat(batch)) {
                return;
            }
            batches.put(batch.firstImage(), batch);
            received += batch.images().size();
            progressAt = clock.instant();
        }
        wake();
    }

    /** At-least-once: a repeat shows the same pictures. */
    private boolean isRepeat(MadeBatch batch) {
        long end = batch.firstImage() + batch.images().size();
        Map.Entry<Long, MadeBatch> before = batches.lowerEntry(end);
        return batch.firstImage() < taken
                || end > order.count()
                || batch.images().isEmpty()
                || (before != null
                        && before.getKey() + before.getValue().images().size() > batch.firstImage());
    }

    /** A reader of its own; of a streamed request the only one. */
    BatchSource reader() {
        return new BatchSource() {
            private long from;

            @Override
            public CompletableFuture<Optional<MadeBatch>> next() {
                return PendingRequest.this.next(from).thenApply(batch -> {
                    from += batch.map(MadeBatch::images).map(List::size).orElse(0);
                    return batch;
                });
            }
        };
    }

    private CompletableFuture<Optional<MadeBatch>> next(long from) {
        MadeBatch head;
        boolean streamed;
        synchronized (this) {
            progressAt = clock.instant();
            streamed = !kept;
            if (streamed) {
                forgetBefore(from);
            }
            head = batches.get(from);
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            readerWaits = head == null && !ended && (kept || from < order.count());
            if (readerWaits) {
                return changed.thenCompose(now -> next(from));
            }
            if (streamed && head != null) {
                taken = from + head.images().size();
            }
        }
        if (streamed) {
            (head == null ? whenTaken : whenDue).accept(this);
        }
        return CompletableFuture.completedFuture(Optional.ofNullable(head));
    }

    /** Only when the next images are asked for: until then the last ones may not have reached the client. */
    private void forgetBefore(long image) {
        batches.headMap(image).clear();
        concluded.keySet().removeIf(outcome -> outcome.firstImage() + outcome.count() <= image);
    }

    /** Notes that a record's batches are all written. */
    synchronized void conclude(PartOutcome outcome, Instant now) {
        if (outcome.firstImage() + outcome.count() > taken) {
            concluded.putIfAbsent(outcome, now);
        }
    }

    /** Records whose batches were all written before {@code instant} and yet are missing here; each is told once. */
    synchronized List<PartOutcome> lost(Instant instant) {
        List<PartOutcome> lost = new ArrayList<>();
        if (kept && concluded.size() < parts.size()) {
            return lost; // the tail may lag behind a large request
        }
        concluded.forEach((outcome, at) -> {
            if (at.isBefore(instant) && incomplete(outcome) && readAgain.add(outcome.firstImage())) {
                lost.add(outcome);
            }
        });
        return lost;
    }

    /** Whether images of these records are still not here. */
    synchronized boolean misses(List<PartOutcome> outcomes) {
        return outcomes.stream().anyMatch(this::incomplete);
    }

    private boolean incomplete(PartOutcome outcome) {
        long end = outcome.firstImage() + outcome.count();
        long from = Math.max(taken, outcome.firstImage());
        return from < end
                && from
                                + batches.subMap(from, end).values().stream()
                                        .mapToLong(batch -> batch.images().size())
                                        .sum()
                        < end;
    }

    /** A streamed request only while its reader waits: a client that reads slowly is not late. */
    synchronized boolean overdue(Instant now, Duration timeout) {
        Instant since = kept ? order.acceptedAt() : progressAt;
        return (kept || readerWaits) && since.plus(timeout).isBefore(now);
    }

    /** Tells readers that nothing more comes. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        wake();
    }

    void fail(Throwable error) {
        synchronized (this) {
            failure = failure == null ? error : failure;
            if (!kept) {
                batches.clear();
            }
        }
        wake();
    }

    private void wake() {
        CompletableFuture<Void> before;
        synchronized (this) {
            before = changed;
            changed = new CompletableFuture<>();
        }
        before.complete(null);
    }
}
