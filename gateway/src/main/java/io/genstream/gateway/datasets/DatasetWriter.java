package io.genstream.gateway.datasets;

import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.schemas.KafkaConnection;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Puts pictures into the log and then announces them as a revision of their data set.
 *
 * <p>Resumable: a picture that is in the log already, byte for byte, is not written again, so an import that was cut off goes
 * on where it stopped. Blocks: call it on a thread of your own, one call at a time; {@code standalone} imports its
 * demo data with it. At most {@value DatasetLog#MAX_IN_FLIGHT} pictures are on their way at once.
 */
public final class DatasetWriter implements AutoCloseable {
    private final DatasetLog log;
    private final Clock clock;

    /** Creates the two topics where they are missing. */
    public DatasetWriter(KafkaConnection connection, Clock clock) {
        this.log = new DatasetLog(connection);
        this.clock = clock;
    }

    /** The newest revision of a data set; empty where there is none yet. */
    public Optional<DatasetRevision> latest(String datasetId) {
        return log.latest(datasetId);
    }

    /**
     * Writes {@code images} and announces the next revision, which also holds every earlier picture of the data set.
     *
     * @param progress told the number of images dealt with so far, on the calling thread
     * @throws DatasetException if a picture does not fit the description, the broker refuses, or neither the pictures
     *     nor the description bring anything that the latest revision lacks
     */
    public DatasetRevision write(DatasetDescription description, Iterator<DatasetImage> images, LongConsumer progress) {
        Optional<DatasetRevision> latest = log.latest(description.datasetId());
        Map<String, DatasetLog.Entry> known = new HashMap<>(log.index(description.datasetId()));
        long dealtWith = 0;
        while (images.hasNext()) {
            DatasetImage image = images.next();
            description.check(image);
            log.writeIfNew(description.datasetId(), image, known);
            progress.accept(++dealtWith);
        }
        log.awaitWritten();
        DatasetRevision next = new DatasetRevision(
                description, latest.map(DatasetRevision::revision).orElse(0L) + 1, log.endOffsets(), count(known));
        refuseNothingNew(latest, next);
        log.announce(next, clock.instant());
        return next;
    }

    /** Other data sets move the topic's end offsets, too: new is what {@link #write} wrote, or an earlier one never announced. */
    private void refuseNothingNew(Optional<DatasetRevision> latest, DatasetRevision next) {
        if (latest.isEmpty()) {
            if (next.counts().isEmpty()) {
                throw new DatasetException("Data set " + next.description().datasetId() + " has no pictures");
            }
            return;
        }
        boolean sameDescription = latest.get().description().equals(next.description());
        if (sameDescription
                && !log.hasRecordsBeyond(
                        next.description().datasetId(), latest.get().endOffsets())) {
            throw new DatasetException("Data set " + next.description().datasetId() + " has nothing beyond revision "
                    + latest.get().revision() + ": a new revision needs new, changed or deleted pictures");
        }
    }

    private static Map<DatasetSplit, Long> count(Map<String, DatasetLog.Entry> known) {
        Map<DatasetSplit, Long> counts = new EnumMap<>(DatasetSplit.class);
        known.values().forEach(entry -> counts.merge(entry.split(), 1L, Long::sum));
        return counts;
    }

    @Override
    public void close() {
        log.close();
    }
}
