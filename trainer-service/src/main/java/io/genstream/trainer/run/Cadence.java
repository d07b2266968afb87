package io.genstream.trainer.run;

import java.time.Duration;

/** Tells when something periodic is due, from a monotonic clock that the caller reads. Confined to one thread. */
final class Cadence {
    private final long intervalNanos;
    private long dueAtNanos;

    Cadence(Duration first, Duration interval, long nowNanos) {
        this.intervalNanos = interval.toNanos();
        this.dueAtNanos = nowNanos + first.toNanos();
    }

    boolean due(long nowNanos) {
        return nowNanos - dueAtNanos >= 0;
    }

    /** Counts the next interval from now, so that whatever is slow never piles up. */
    void done(long nowNanos) {
        dueAtNanos = nowNanos + intervalNanos;
    }

    /** As {@link #done}, but no sooner than ten times what it cost: periodic work takes a tenth of the time at most. */
    void done(long nowNanos, long costNanos) {
        dueAtNanos = nowNanos + Math.max(intervalNanos, 10 * costNanos);
    }
}
