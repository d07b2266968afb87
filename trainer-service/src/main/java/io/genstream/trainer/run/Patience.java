package io.genstream.trainer.run;

import java.time.Duration;

/**
 * How long a run waits for trouble to pass before it fails: an outage of the cluster for as long as it lasts, since nothing
 * else could be trained meanwhile; what other runs may not suffer from, such as a full disk or a missing artifact, for a time
 * that the operator sets. One for each trouble, used by the training thread.
 */
final class Patience {
    private static final long SLICE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final RunSignal signal;
    private long leftMs;
    private long pauseMs = 500;

    Patience(RunSignal signal, Duration limit) {
        this.signal = signal;
        this.leftMs = limit.toMillis();
    }

    /**
     * Waits, longer each time.
     *
     * @param passing whether the trouble ends by itself, so that it costs no patience
     * @return whether to try again; false as well where the run must let go
     */
    boolean again(boolean passing) throws InterruptedException {
        if (!passing && leftMs <= 0) {
            return false;
        }
        for (long waited = 0; waited < pauseMs && signal.goesOn(); waited += SLICE_MS) {
            Thread.sleep(SLICE_MS);
        }
        leftMs -= passing ? 0 : pauseMs;
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        return signal.goesOn();
    }
}
