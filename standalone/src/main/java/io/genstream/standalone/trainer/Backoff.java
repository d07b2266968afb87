package io.genstream.standalone.trainer;

import java.time.Duration;

/**
 * Doubling waits between restarts; a child that lived for {@code steady} is forgiven what came before.
 *
 * @param first wait after the first failure
 * @param longest no wait is longer
 * @param steady a life of this length resets the count
 */
record Backoff(Duration first, Duration longest, Duration steady) {
    private static final int MAX_DOUBLINGS = 30;

    /** Failures in a row, counting the one that just ended after {@code uptime}. */
    int failuresAfter(int failuresBefore, Duration uptime) {
        return uptime.compareTo(steady) >= 0 ? 1 : failuresBefore + 1;
    }

    Duration waitAfter(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
