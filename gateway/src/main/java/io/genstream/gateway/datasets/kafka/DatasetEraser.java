package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.schemas.avro.DatasetUpdate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes a whole data set: first a null for each of its records, wherever it lies, then its revision. So it is listed until all
 * is gone, and a deletion that was cut off is mended by repeating it. Blocks. Thread-safe.
 */
public final class DatasetEraser {
    private static final int ATTEMPTS = 5;

    private final DatasetLog log;
    private final Clock clock;

    public DatasetEraser(DatasetLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * @return how many records were deleted; empty where there is neither a record nor a revision
     * @throws DatasetException if something may be left: do it again
     */
    public Optional<Long> erase(String datasetId) {
        long deleted = log.deleteAll(datasetId);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (RevisionTurn turn = log.turn(datasetId)) {
                Optional<DatasetUpdate> latest = log.latestUpdate(datasetId);
                if (latest.isEmpty()) {
                    return Optional.of(deleted).filter(count -> count > 0);
                }
                if (turn.announce(deleted(latest.get()))) {
                    return Optional.of(deleted);
                }
            }
        }
        throw new DatasetException(
                Reason.BROKER_UNAVAILABLE,
                "The pictures of data set " + datasetId + " are deleted; others announce it all the time: do it again");
    }

    /** What stays: the name, and the number that a new data set of that name counts on from. */
    private DatasetUpdate deleted(DatasetUpdate latest) {
        return DatasetUpdate.newBuilder(latest)
                .setEndOffsets(List.of())
                .setCounts(Map.of())
                .setAttributeNames(List.of())
                .setLicence("")
                .setAt(clock.instant())
                .setDeleted(true)
                .build();
    }
}
