package io.genstream.trainer.run;

import java.time.Duration;

/**
 * How often a run does what.
 *
 * @param firstCheckpoint after the run was taken up: a dashboard shall not wait long for its first picture
 */
public record RunTimings(
        Duration firstCheckpoint, Duration checkpointInterval, Duration progressInterval, Duration previewInterval) {
    private static final Duration MAX_SLICE = Duration.ofMillis(250);

    /** Longest stretch of training without a look at signals and clocks. */
    Duration slice() {
        return progressInterval.compareTo(MAX_SLICE) < 0 ? progressInterval : MAX_SLICE;
    }
}
