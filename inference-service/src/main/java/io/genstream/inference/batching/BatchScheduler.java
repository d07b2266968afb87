package io.genstream.inference.batching;

import io.genstream.inference.request.Lane;
import io.genstream.inference.version.ServedVersion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands images to workers: all that is queued for one version, up to the batch limit, without ever waiting for more, so that a
 * lone image goes straight through and batches grow by themselves under load. Users before evaluations; versions take turns.
 *
 * <p>Thread-safe; one lock, held for microseconds.
 */
public final class BatchScheduler {
    private final QueueLimits limits;
    private final int batchMax;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Map<ServedVersion, VersionQueue> queues = new LinkedHashMap<>();
    private final AtomicLong freed = new AtomicLong();
    private boolean closed;

    public BatchScheduler(QueueLimits limits, int batchMax, Clock clock) {
        this.limits = limits;
        this.batchMax = batchMax;
        this.clock = clock;
    }

    /** What became of a submission. */
    public enum Submission {
        QUEUED,
        /** Try again when {@link #freedCount} has moved. */
        FULL,
        /** The version failed to load meanwhile. */
        VERSION_FAILED
    }

    /** Queues a job, whose version the caller has retained. */
    public Submission submit(RequestJob job) {
        lock.lock();
        try {
            if (job.version().failed()) {
                return Submission.VERSION_FAILED;
            }
            VersionQueue queue = queues.computeIfAbsent(job.version(), v -> new VersionQueue(v, limits));
            if (!queue.hasRoomFor(job)) {
                return Submission.FULL;
            }
            queue.add(job);
            work.signal();
            return Submission.QUEUED;
        } finally {
            lock.unlock();
        }
    }

    /** The next batch; waits for one. Empty once closed. */
    Optional<Batch> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                for (Lane lane : Lane.values()) {
                    Optional<Batch> batch = next(lane);
                    if (batch.isPresent()) {
                        return batch;
                    }
                }
                work.await();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Batch> next(Lane lane) {
        for (Iterator<VersionQueue> turns = queues.values().iterator(); turns.hasNext(); ) {
            VersionQueue queue = turns.next();
            if (queue.version().ready() && !queue.lane(lane).isEmpty()) {
                List<Slot<RequestJob>> slots = new ArrayList<>();
                List<RequestJob> unwanted = new ArrayList<>();
                queue.lane(lane).drain(batchMax, clock.instant(), slots, unwanted);
                turns.remove();
                queues.put(queue.version(), queue);
                if (!queue.lane(lane).isEmpty()) {
                    work.signal();
                }
                return Optional.of(new Batch(queue.version(), lane, slots, unwanted));
            }
        }
        return Optional.empty();
    }

    /** A version's state changed: its queue may be served now, or there may be room for another version. */
    public void wake() {
        freed.incrementAndGet();
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Empties the queue of a version that failed to load; the caller concludes the jobs. */
    public List<RequestJob> abandon(ServedVersion version) {
        List<RequestJob> jobs = new ArrayList<>();
        lock.lock();
        try {
            VersionQueue queue = queues.get(version);
            if (queue != null) {
                queue.drainAll(jobs);
            }
        } finally {
            lock.unlock();
        }
        return jobs;
    }

    /** A queued job is finished: delivered, or given up. */
    public void finished(RequestJob job) {
        lock.lock();
        try {
            VersionQueue queue = queues.get(job.version());
            queue.finished(job);
            if (queue.idle()) {
                queues.remove(job.version());
            }
        } finally {
            lock.unlock();
        }
        freed.incrementAndGet();
    }

    /** Moves whenever room is made: who was refused looks here before trying again. */
    public long freedCount() {
        return freed.get();
    }

    /** Images of unfinished requests. */
    public int depth(Lane lane) {
        lock.lock();
        try {
            return queues.values().stream()
                    .mapToInt(queue -> queue.unfinished(lane))
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    /** Workers get nothing more; what is queued is left to whoever reads the topic next. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
