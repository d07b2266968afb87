package io.genstream.trainer.dataset.kafka;

import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.dataset.cache.CacheNote;
import io.genstream.trainer.dataset.cache.PictureCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes cached pictures of a data set from which a record was deleted: before a cache is used, and once a minute. Reads
 * each record once, and none while nothing is cached. Thread-safe.
 */
public final class DeletionWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeletionWatch.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** The log forgets a deletion itself a day later (delete.retention.ms): whoever did not look for half of it cannot know. */
    private static final Duration TRUST = Duration.ofHours(12);

    private final RecordScan scan;
    private final PictureCache cache;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "deletion-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    DeletionWatch(RecordScan scan, PictureCache cache, Clock clock) {
        this.scan = scan;
        this.cache = cache;
        this.clock = clock;
    }

    public DeletionWatch start() {
        var unused = timer.scheduleWithFixedDelay(this::look, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private void look() {
        try {
            purge(() -> closed);
        } catch (DatasetException e) {
            if (!closed) {
                LOGGER.warn("Cached pictures were not held against deletions, will be in a minute: {}", e.getMessage());
            }
        }
    }

    /** Afterwards nothing is cached of a record that was deleted before. */
    synchronized void purge(BooleanSupplier cancelled) {
        Instant now = clock.instant();
        cache.notes().stream()
                .filter(note -> note.verifiedAt().plus(TRUST).isBefore(now))
                .forEach(cache::delete);
        List<CacheNote> notes = cache.notes();
        if (notes.isEmpty()) {
            return;
        }
        Set<CacheNote> stale = new HashSet<>();
        List<Long> ends = scan.run(earliest(notes), cancelled, record -> {
            if (record.key() != null && record.value() == null) {
                notes.stream()
                        .filter(note -> record.key().startsWith(note.datasetId() + "/"))
                        .filter(note -> record.offset() >= note.verified(record.partition()))
                        .forEach(stale::add);
            }
        });
        for (CacheNote note : notes) {
            if (stale.contains(note) || !note.reaches(ends)) {
                LOGGER.info("Cached pictures of data set {} are deleted: a record of it was", note.datasetId());
                cache.delete(note);
            } else {
                cache.replace(note, note.verified(ends, now));
            }
        }
    }

    private static List<Long> earliest(List<CacheNote> notes) {
        int partitions =
                notes.stream().mapToInt(note -> note.verified().size()).max().orElse(0);
        return IntStream.range(0, partitions)
                .mapToObj(i ->
                        notes.stream().mapToLong(note -> note.verified(i)).min().orElse(0))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
    }
}
