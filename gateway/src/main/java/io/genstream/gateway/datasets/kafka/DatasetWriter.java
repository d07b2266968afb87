package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.schemas.KafkaConnection;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Puts pictures into the log and then announces them as a revision of their data set.
 *
 * <p>Resumable: a picture that is in the log already, byte for byte, is not written again, so an import that was cut off goes
 * on where it stopped. Blocks: call it on a thread of your own, one call at a time; {@code standalone} imports its
 * demo data with it. What is on its way at once is bounded.
 */
public final class DatasetWriter implements AutoCloseable {
    private final DatasetLog log;
    private final Revisions revisions;

    /** Creates the two topics where they are missing. */
    public DatasetWriter(KafkaConnection connection, Clock clock) {
        this.log = new DatasetLog(connection, "gateway-dataset-writer", Integer.MAX_VALUE);
        this.revisions = new Revisions(log, clock);
    }

    /** The newest revision of a data set; empty where there is none yet. */
    public Optional<DatasetRevision> latest(String datasetId) {
        return log.latest(datasetId);
    }

    /** The number of the newest revision, of a data set that was deleted, too; 0 where there never was one. */
    public long lastRevision(String datasetId) {
        return log.lastRevision(datasetId);
    }

    /**
     * Writes {@code images} and announces the next revision, which also holds every earlier picture of the data set.
     *
     * @param progress told the number of images dealt with so far, on the calling thread
     * @throws DatasetException if a picture does not fit the description, the broker refuses, or neither the pictures
     *     nor the description bring anything that the latest revision lacks
     */
    public DatasetRevision write(DatasetDescription description, Iterator<DatasetImage> images, LongConsumer progress) {
        DatasetAppender appender = log.appender(description.datasetId());
        long dealtWith = 0;
        while (images.hasNext()) {
            DatasetImage image = images.next();
            description.check(image);
            var unused = appender.append(image);
            progress.accept(++dealtWith);
        }
        appender.awaitWritten();
        return revisions.announce(description.datasetId(), (latest, shape) -> description);
    }

    @Override
    public void close() {
        log.close();
    }
}
