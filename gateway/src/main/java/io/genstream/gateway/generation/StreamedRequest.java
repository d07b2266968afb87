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
 * A request whose images go to its client while they are made. Few of its records are in the log at once: the next one is sent
 * when the client has taken the images of an earlier one, so that a slow client slows the making and fills no memory.
 */
final class StreamedRequest implements Pending, BatchSource {
    /** Records that are sent and not taken yet: one is made while another is read. */
    static final int WINDOW = 4;

    private final GenerationOrder order;
    private final List<Part> parts;
    private final Consumer<List<Part>> sender;
    private final Runnable whenTaken;
    private final Clock clock;
    private final TreeMap<Long, MadeBatch> arrived = new TreeMap<>();
    private final Map<PartOutcome, Instant> concluded = new HashMap<>();
    private final Set<Long> readAgain = new HashSet<>();
    private CompletableFuture<Optional<MadeBatch>> waiter;
    private Throwable failure;
    private MadeBatch untold;
    private int sent;
    private long taken;
    private int received;
    private Instant progressAt;

    /**
     * @param sender writes records of the request; does not wait
     * @param whenTaken told once the last image is taken
     */
    StreamedRequest(
            GenerationOrder order, List<Part> parts, Consumer<List<Part>> sender, Runnable whenTaken, Clock clock) {
        this.order = order;
        this.parts = parts;
        this.sender = sender;
        this.whenTaken = whenTaken;
        this.clock = clock;
        this.progressAt = clock.instant();
    }

    @Override
    public GenerationOrder order() {
        return order;
    }

    @Override
    public int heldImages() {
        return (int) Math.min(order.count(), (long) WINDOW * parts.get(0).count());
    }

    @Override
    public synchronized int received() {
        return received;
    }

    List<Part> parts() {
        return parts;
    }

    /** Sends the first records. */
    void start() {
        sendMore();
    }

    private void sendMore() {
        List<Part> next;
        synchronized (this) {
            int from = sent;
            int whole = parts.get(0).count();
            sent = (int) Math.max(sent, Math.min(parts.size(), taken / whole + WINDOW));
            next = parts.subList(from, sent);
        }
        if (!next.isEmpty()) {
            sender.accept(next);
        }
    }

    @Override
    public boolean add(MadeBatch batch) {
        CompletableFuture<Optional<MadeBatch>> ready;
        MadeBatch head;
        synchronized (this) {
            if (batch.firstImage() < taken || arrived.containsKey(batch.firstImage())) {
                return false; // at-least-once: a repeat shows the same pictures
            }
            arrived.put(batch.firstImage(), batch);
            received += batch.images().size();
            progressAt = clock.instant();
            if (waiter == null || arrived.firstKey() != taken) {
                return false;
            }
            ready = waiter;
            waiter = null;
            head = takeHead();
        }
        sendMore();
        ready.complete(Optional.of(head));
        return false; // done with when taken, not when here
    }

    @Override
    public CompletableFuture<Optional<MadeBatch>> next() {
        MadeBatch head = null;
        synchronized (this) {
            progressAt = clock.instant();
            untold = null;
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            if (!arrived.isEmpty() && arrived.firstKey() == taken) {
                head = takeHead();
            } else if (taken < order.count()) {
                waiter = new CompletableFuture<>();
                return waiter;
            }
        }
        if (head == null) {
            whenTaken.run();
        } else {
            sendMore();
        }
        return CompletableFuture.completedFuture(Optional.ofNullable(head));
    }

    private MadeBatch takeHead() {
        MadeBatch head = arrived.pollFirstEntry().getValue();
        untold = head;
        taken += head.images().size();
        concluded.keySet().removeIf(outcome -> outcome.firstImage() + outcome.count() <= taken);
        return head;
    }

    @Override
    public synchronized void conclude(PartOutcome outcome, Instant now) {
        if (outcome.firstImage() + outcome.count() > taken) {
            concluded.putIfAbsent(outcome, now);
        }
    }

    @Override
    public synchronized List<PartOutcome> lost(Instant instant) {
        List<PartOutcome> lost = new ArrayList<>();
        concluded.forEach((outcome, at) -> {
            if (at.isBefore(instant) && incomplete(outcome) && readAgain.add(outcome.firstImage())) {
                lost.add(outcome);
            }
        });
        return lost;
    }

    private boolean incomplete(PartOutcome outcome) {
        long end = outcome.firstImage() + outcome.count();
        long here = arrived.subMap(outcome.firstImage(), end).values().stream()
                .mapToLong(batch -> batch.images().size())
                .sum();
        return Math.max(taken, outcome.firstImage()) + here < end;
    }

    /** Only while its client waits: a client that reads slowly is not late. */
    @Override
    public synchronized boolean overdue(Instant now, Duration timeout) {
        return waiter != null && progressAt.plus(timeout).isBefore(now);
    }

    @Override
    public void fail(Throwable error) {
        CompletableFuture<Optional<MadeBatch>> told;
        synchronized (this) {
            failure = failure == null ? error : failure;
            arrived.clear();
            told = waiter;
            waiter = null;
        }
        if (told != null) {
            told.completeExceptionally(error);
        }
    }

    @Override
    public synchronized boolean misses(List<PartOutcome> outcomes) {
        return outcomes.stream().anyMatch(this::incomplete);
    }

    /** Gives what came to {@code heir}, and sends all records that were not sent. At most one batch was taken before. */
    synchronized void handOver(PendingRequest heir) {
        if (untold != null) {
            boolean unused = heir.add(untold);
        }
        arrived.values().forEach(heir::add);
        concluded.forEach((outcome, at) -> heir.conclude(outcome, at));
        List<Part> rest = parts.subList(sent, parts.size());
        sent = parts.size();
        if (!rest.isEmpty()) {
            sender.accept(rest);
        }
    }
}
