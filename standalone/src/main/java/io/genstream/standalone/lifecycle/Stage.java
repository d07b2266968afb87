package io.genstream.standalone.lifecycle;

import java.time.Duration;

/**
 * The order of shutdown, first to last, and when each stage must be over, counted from the start of the shutdown: a
 * quick stage leaves its time to the next. The last is below the five seconds that a user waits for Ctrl-C: what is not
 * done by then is left to the next start, which recovers as after a crash.
 */
public enum Stage {
    /** What makes new work: the trainer child, the demo import, the HTTP server. */
    INTAKE(Duration.ofMillis(2_300)),
    /** What works on it: inference and evaluation. */
    SERVICES(Duration.ofMillis(3_200)),
    BROKER(Duration.ofMillis(4_300)),
    DIRECTORY(Duration.ofMillis(4_400));

    private final Duration deadline;

    Stage(Duration deadline) {
        this.deadline = deadline;
    }

    public Duration deadline() {
        return deadline;
    }
}
