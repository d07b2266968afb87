package io.genstream.trainer.dataset.kafka;

import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.dataset.cache.CacheNote;
import io.genstream.trainer.dataset.cache.PictureCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes cached pictures of a data set from which a record was deleted: before a cache is used, and once a minute. Goes by what
 * the log has and lacks, not by time: a trainer that was away may have missed a deletion that the log has forgotten since. Reads
 * each record once, all of them again after such a gap, and none while nothing is cached. Thread-safe.
 */
public final class DeletionWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeletionWatch.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final RecordScan scan;
    private final PictureCache cache;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "deletion-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    DeletionWatch(RecordScan scan, PictureCache cache) {
        this.scan = scan;
        this.cache = cache;
    }

    public DeletionWatch start() {
        var unused = timer.scheduleWithFixedDelay(this::look, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private void look() {
        try {
            cache.clearAbandoned();
            purge(() -> closed);
        } catch (DatasetException e) {
            if (!closed) {
                LOGGER.warn("Cached pictures were not held against deletions, will be in a minute: {}", e.getMessage());
            }
        }
    }

    /** Afterwards nothing is cached of a record that was deleted before. */
    synchronized void purge(BooleanSupplier cancelled) {
        List<CacheCheck> checks = checks(cache.notes());
        if (checks.isEmpty()) {
            return;
        }
        List<Long> ends = scan.run(earliest(checks), cancelled, record -> checks.forEach(check -> check.see(record)));
        List<CacheNote> unsure = new ArrayList<>();
        for (CacheCheck check : checks) {
            if (check.gone().isEmpty() && check.note().reaches(ends) && check.isUnsure(ends)) {
                unsure.add(check.note());
            } else {
                settle(check, ends);
            }
        }
        if (!unsure.isEmpty()) {
            purgeByWholeLog(unsure, cancelled);
        }
    }

    private void purgeByWholeLog(List<CacheNote> unsure, BooleanSupplier cancelled) {
        LOGGER.info(
                "The log was compacted since cached pictures were held against it: it is read whole for {}",
                unsure.stream().map(CacheNote::datasetId).distinct().toList());
        List<CacheCheck> checks =
                checks(unsure).stream().map(CacheCheck::wholeLog).toList();
        List<Long> ends = scan.run(List.of(), cancelled, record -> checks.forEach(check -> check.see(record)));
        checks.forEach(check -> settle(check, ends));
    }

    private List<CacheCheck> checks(List<CacheNote> notes) {
        return notes.stream()
                .map(note -> new CacheCheck(note, () -> cache.records(note)))
                .toList();
    }

    private void settle(CacheCheck check, List<Long> ends) {
        CacheNote note = check.note();
        BitSet gone = check.gone();
        if (gone.isEmpty() && note.reaches(ends)) {
            cache.replace(note, note.verified(ends));
        } else {
            LOGGER.info(
                    "Cached pictures of data set {} are deleted: {} of their records were",
                    note.datasetId(),
                    gone.cardinality());
            cache.delete(note, check.records(), gone);
        }
    }

    private static List<Long> earliest(List<CacheCheck> checks) {
        int partitions = checks.stream()
                .mapToInt(check -> check.note().verified().size())
                .max()
                .orElse(0);
        return IntStream.range(0, partitions)
                .mapToObj(i -> checks.stream()
                        .mapToLong(check -> check.note().verified(i))
                        .min()
                        .orElse(0))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
    }
}
