package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.gateway.datasets.DatasetNames;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.PictureShape;
import io.genstream.schemas.avro.DatasetUpdate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces what the log has of a data set as its next revision, unless it does not hold together. Blocks. Thread-safe. */
public final class Revisions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Revisions.class);
    private static final int NAMED = 10;
    private static final int ATTEMPTS = 5;

    private final DatasetLog log;
    private final Clock clock;

    public Revisions(DatasetLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param describe from the latest revision, if any, and the shape of the stored pictures
     * @throws DatasetException if there is nothing new, or some records are not as described
     */
    public DatasetRevision announce(
            String datasetId, BiFunction<Optional<DatasetRevision>, PictureShape, DatasetDescription> describe) {
        DatasetNames.checkDatasetId(datasetId);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (RevisionTurn turn = log.turn(datasetId)) {
                DatasetRevision next = next(datasetId, describe);
                if (turn.announce(next, clock.instant())) {
                    return next;
                }
            }
        }
        throw new DatasetException(
                Reason.BROKER_UNAVAILABLE, "Others announce data set " + datasetId + " all the time; do it again");
    }

    /**
     * Says how many pictures are left of the latest revision: the same revision once more. Nobody learns anew for that; what is
     * measured against it is.
     */
    public void recount(String datasetId) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS && counted(datasetId).isPresent(); attempt++) {
                try (RevisionTurn turn = log.turn(datasetId)) {
                    Optional<DatasetUpdate> counted = counted(datasetId);
                    if (counted.isEmpty() || turn.announce(counted.get())) {
                        return;
                    }
                }
            }
        } catch (DatasetException e) {
            LOGGER.warn("Data set {} is counted anew when it changes next: {}", datasetId, e.getMessage());
        }
    }

    /** The latest revision with what is left of it; empty where it says so already. */
    private Optional<DatasetUpdate> counted(String datasetId) {
        DatasetIndex index = log.index(datasetId);
        return log.latestUpdate(datasetId).flatMap(latest -> {
            Map<String, Long> left = DatasetMapper.counts(index.counts(latest.getEndOffsets()));
            return left.equals(latest.getCounts())
                    ? Optional.empty()
                    : Optional.of(
                            DatasetUpdate.newBuilder(latest).setCounts(left).build());
        });
    }

    private DatasetRevision next(
            String datasetId, BiFunction<Optional<DatasetRevision>, PictureShape, DatasetDescription> describe) {
        DatasetIndex index = log.index(datasetId);
        synchronized (index) { // counts and offsets are of one state
            Optional<DatasetRevision> latest = log.latest(datasetId);
            PictureShape shape = index.shape()
                    .orElseThrow(() ->
                            new DatasetException(Reason.NOTHING_NEW, "Data set " + datasetId + " has no pictures"));
            DatasetRevision next = new DatasetRevision(
                    describe.apply(latest, shape), log.lastRevision(datasetId) + 1, index.endOffsets(), index.counts());
            refuseNothingNew(latest, next, index);
            refuseMisfits(next.description(), index);
            return next;
        }
    }

    /** Other data sets move the topic's end offsets, too: new is what came of this one since the last announcement. */
    private static void refuseNothingNew(Optional<DatasetRevision> latest, DatasetRevision next, DatasetIndex index) {
        if (latest.isPresent()
                && latest.get().description().equals(next.description())
                && !index.changedSince(latest.get().endOffsets())) {
            throw new DatasetException(
                    Reason.NOTHING_NEW,
                    "Data set " + next.description().datasetId() + " has nothing beyond revision "
                            + latest.get().revision() + ": a new revision needs new, changed or deleted pictures");
        }
    }

    private static void refuseMisfits(DatasetDescription description, DatasetIndex index) {
        refuse(
                Reason.WRONG_SHAPE,
                "the data set's pictures are " + description.shape() + "; delete these or store them anew",
                index.find(record -> !record.shape().equals(description.shape()), NAMED));
        refuse(
                Reason.LABELS_DO_NOT_FIT,
                description.labelRule() + "; delete these, store them anew or describe the data set otherwise",
                index.find(record -> !description.fits(record.columns(), record.firstLabel()), NAMED));
    }

    private static void refuse(Reason reason, String rule, List<String> misfits) {
        if (!misfits.isEmpty()) {
            throw new DatasetException(
                    reason,
                    (misfits.size() == NAMED ? "Records (the first " + NAMED + " of them) " : "Records ")
                            + String.join(", ", misfits) + " do not fit: " + rule);
        }
    }
}
