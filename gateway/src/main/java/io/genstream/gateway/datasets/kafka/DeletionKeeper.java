package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.log.kafka.Ticker;
import io.genstream.schemas.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what was deleted from dataset-records counts as deleted, whoever did it: repeats deletions that a client put on
 * another partition than their records, and has the revision counted anew. Used by the ticker's thread.
 */
public final class DeletionKeeper implements Ticker.Follower {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeletionKeeper.class);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);

    private final DatasetLog log;
    private final Revisions revisions;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<String> deletedOf = new HashSet<>();
    private Instant nextSettling = Instant.MIN;
    private long misplaced;
    private String lastMisplaced = "";

    /** @param log that is written to */
    public DeletionKeeper(DatasetLog log, MeterRegistry registry, Clock clock) {
        this.log = log;
        this.revisions = new Revisions(log, clock);
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void see(ConsumerRecord<String, byte[]> record, int partitions) {
        if (record.key() == null) {
            return;
        }
        boolean deletion = record.value() == null;
        int slash = record.key().indexOf('/');
        if (deletion && slash > 0) {
            deletedOf.add(record.key().substring(0, slash));
        }
        if (Topic.partitionOf(record.key(), partitions) != record.partition()) {
            registry.counter("genstream.gateway.dataset.misplaced", "what", deletion ? "deletion" : "picture")
                    .increment();
            if (!deletion) {
                misplaced++;
                lastMisplaced = record.topic() + "-" + record.partition() + "@" + record.offset();
            }
        }
    }

    @Override
    public void caughtUp() {
        if (deletedOf.isEmpty() && misplaced == 0 || clock.instant().isBefore(nextSettling)) {
            return;
        }
        nextSettling = clock.instant().plus(SETTLE_EVERY);
        tellMisplaced();
        for (Iterator<String> left = deletedOf.iterator(); left.hasNext(); ) {
            String datasetId = left.next();
            try {
                repeatElsewhere(datasetId);
                revisions.recount(datasetId);
                left.remove();
            } catch (DatasetException e) {
                nextSettling = clock.instant().plus(RETRY);
                if (e.reason() == DatasetException.Reason.DATASET_TOO_LARGE) {
                    left.remove(); // nor will it be smaller later
                }
                LOGGER.warn("Deletions of data set {} are looked after later: {}", datasetId, e.getMessage());
            }
        }
    }

    /** In one line, however many: the whole topic is read at each start. */
    private void tellMisplaced() {
        if (misplaced > 0) {
            LOGGER.warn(
                    "{} records, the last {}, lie on another partition than their keys': they count, and are deleted where"
                            + " they lie; set partitioner=murmur2_random in the client that wrote them (docs/topics.md)",
                    misplaced,
                    lastMisplaced);
            misplaced = 0;
        }
    }

    private void repeatElsewhere(String datasetId) {
        int repeated = log.repeatElsewhere(datasetId);
        if (repeated > 0) {
            registry.counter("genstream.gateway.dataset.deletions.repeated").increment(repeated);
            LOGGER.warn(
                    "{} deletions of data set {} lay on another partition than their records and were repeated there;"
                            + " set partitioner=murmur2_random in the client that wrote them (docs/topics.md)",
                    repeated,
                    datasetId);
        }
    }
}
