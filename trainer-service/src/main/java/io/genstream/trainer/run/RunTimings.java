package io.genstream.trainer.run;

import java.time.Duration;

/**
 * How often a run does what, and how long it waits.
 *
 * @param firstCheckpoint after the run was taken up: a dashboard shall not wait long for its first picture
 * @param patience with a disk, a data set or an artifact that cannot be used, before the run fails
 */
public record RunTimings(
        Duration firstCheckpoint,
        Duration checkpointInterval,
        Duration progressInterval,
        Duration previewInterval,
        Duration patience) {
    private static final Duration MAX_SLICE = Duration.ofMillis(250);

    /** Longest stretch of training without a look at signals and clocks. */
    Duration slice() {
        return progressInterval.compareTo(MAX_SLICE) < 0 ? progressInterval : MAX_SLICE;
    }
}
