package io.genstream.inference.request.kafka;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which records of one partition are finished, in whatever order they finish: the offset to commit is that of the first one
 * that is not. Thread-safe: the intake starts, delivery threads finish.
 */
final class OffsetTracker {
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private long next = -1;

    synchronized void started(long offset) {
        unfinished.add(offset);
        next = offset + 1;
    }

    /** The newest started record was not taken after all and will be read again. */
    synchronized void withdrawn(long offset) {
        unfinished.remove(offset);
        next = offset;
    }

    synchronized void finished(long offset) {
        unfinished.remove(offset);
    }

    /** Everything below is finished; empty where nothing was started. */
    synchronized OptionalLong committable() {
        if (next < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(unfinished.isEmpty() ? next : unfinished.first());
    }
}
