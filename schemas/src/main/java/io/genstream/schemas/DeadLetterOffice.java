package io.genstream.schemas;

import io.genstream.schemas.avro.DeadLetter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one letter for a record and a service, whichever of its instances meets the record, and however often. What cannot
 * be written waits and is tried again until it is; so much of it that {@link #hasRoom} says to stop reading.
 *
 * <p>A thread of its own does the writing, and starts with the first record: nothing is opened where nothing is wrong.
 * Thread-safe.
 */
public final class DeadLetterOffice implements DeadLetters, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterOffice.class);
    /** How a producer learns that another one has its transactional id: one of the three. */
    private static final List<Class<? extends Exception>> SHUT_OUT =
            List.of(ProducerFencedException.class, InvalidProducerEpochException.class, InvalidTxnStateException.class);

    private static final int MAX_WAITING = 1_000;
    private static final long MAX_WAITING_BYTES = 32L << 20;
    /** What one transaction takes; a larger letter goes alone. */
    private static final int PORTION = 250;

    private static final long PORTION_BYTES = 4L << 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final KafkaConnection connection;
    private final String service;
    private final String instance;
    private final Consumer<String> counter;
    private final Clock clock;
    /** By fingerprint, the eldest first: a record that comes again meanwhile waits once. */
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();

    private long waitingBytes;
    private boolean closing;
    private Thread thread;

    private record Waiting(DeadLetter letter, long fingerprint, CompletableFuture<Void> kept) {}

    /**
     * @param service whose letters they are: all instances that share its work have one name
     * @param instance this one's name
     * @param counter told of the source topic of each letter that is written
     */
    public DeadLetterOffice(
            KafkaConnection connection, String service, String instance, Consumer<String> counter, Clock clock) {
        this.connection = connection;
        this.service = service;
        this.instance = instance;
        this.counter = counter;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> keep(ConsumerRecord<?, byte[]> record, Throwable error) {
        DeadLetter letter = DeadLetterRecords.of(record, service, error, clock.instant());
        Waiting came = new Waiting(letter, DeadLetterRecords.fingerprint(letter), new CompletableFuture<>());
        synchronized (this) {
            if (closing) {
                return CompletableFuture.failedFuture(stopped());
            }
            Waiting before = waiting.putIfAbsent(came.fingerprint, came);
            if (before != null) {
                return before.kept;
            }
            waitingBytes += DeadLetterRecords.size(letter);
            if (thread == null) {
                thread = new Thread(this::run, instance + "-dead-letters");
                thread.setDaemon(true);
                thread.start();
            }
            notifyAll();
        }
        return came.kept;
    }

    @Override
    public synchronized boolean hasRoom() {
        return waiting.size() < MAX_WAITING && waitingBytes < MAX_WAITING_BYTES;
    }

    /** Records whose letter is still to be written. Above 0 for long: topic dead-letters cannot be written. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private void run() {
        try (LetterBook book = new LetterBook(connection, service, instance + "-dead-letters")) {
            Duration pause = FIRST_PAUSE;
            for (List<Waiting> next = next(); !next.isEmpty(); next = next()) {
                try {
                    deliver(book, next);
                    pause = FIRST_PAUSE;
                } catch (RuntimeException e) {
                    tell(e, pause);
                    if (pauseOrClose(pause)) {
                        return;
                    }
                    pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            LOGGER.debug("Stopped with {} dead letters unwritten", waiting());
        } finally {
            giveUp();
        }
    }

    /** Waits for work; empty when there is none and there will be none. The portion stays in the queue until it is written. */
    private synchronized List<Waiting> next() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        List<Waiting> portion = new ArrayList<>();
        long bytes = 0;
        for (Waiting each : waiting.values()) {
            bytes += DeadLetterRecords.size(each.letter);
            if (portion.size() == PORTION || !portion.isEmpty() && bytes > PORTION_BYTES) {
                break;
            }
            portion.add(each);
        }
        return portion;
    }

    private void deliver(LetterBook book, List<Waiting> portion) {
        Map<Long, DeadLetter> letters = new LinkedHashMap<>();
        portion.forEach(each -> letters.put(each.fingerprint, each.letter));
        Set<Long> written = book.write(letters);
        for (Waiting each : portion) {
            DeadLetter letter = each.letter;
            synchronized (this) {
                waiting.remove(each.fingerprint);
                waitingBytes -= DeadLetterRecords.size(letter);
            }
            if (written.contains(each.fingerprint)) {
                counter.accept(letter.getSourceTopic());
                LOGGER.warn("A dead letter keeps {}: {}", place(letter), letter.getError());
            } else {
                LOGGER.debug("{} has its dead letter", place(letter));
            }
            each.kept.complete(null);
        }
    }

    private void tell(RuntimeException e, Duration pause) {
        if (isClosing()) {
            LOGGER.debug("While stopping with {} dead letters unwritten", waiting(), e);
        } else if (SHUT_OUT.stream().anyMatch(cause -> LetterBook.isBehind(e, cause))) {
            LOGGER.info("Another instance of {} writes dead letters; what it wrote is looked up", service);
        } else {
            LOGGER.error(
                    "{} dead letters of {} cannot be written to topic {} and are tried again in {} ms: {}",
                    waiting(),
                    service,
                    Topics.DEAD_LETTERS,
                    pause.toMillis(),
                    e.getMessage());
            LOGGER.debug("Why dead letters cannot be written", e);
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized boolean pauseOrClose(Duration pause) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis();
                left > 0 && !closing;
                left = (deadlineNanos - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return closing;
    }

    private void giveUp() {
        List<Waiting> left;
        synchronized (this) {
            closing = true;
            left = List.copyOf(waiting.values());
            waiting.clear();
            waitingBytes = 0;
        }
        left.forEach(each -> each.kept.completeExceptionally(stopped()));
    }

    private IllegalStateException stopped() {
        return new IllegalStateException(service + " stops: this dead letter is for its next start");
    }

    private static String place(DeadLetter letter) {
        return letter.getSourceTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    }

    /** Writes what waits, if that is quickly done; the rest is met again at the next start. */
    @Override
    public void close() {
        Thread writing;
        synchronized (this) {
            closing = true;
            writing = thread;
            notifyAll();
        }
        try {
            if (writing != null) {
                writing.join(CLOSE_PATIENCE.toMillis());
                writing.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
