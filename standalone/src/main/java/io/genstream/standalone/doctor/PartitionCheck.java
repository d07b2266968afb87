package io.genstream.standalone.doctor;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether the records of data sets lie where Java's clients put their keys. The bytes of one that librdkafka put elsewhere at its
 * defaults stay when it is replaced; deletions a gateway repeats where the record lies (docs/deletion.md, Other clients).
 */
final class PartitionCheck implements Check {
    private static final String SUBJECT = "topic " + Topics.DATASET_RECORDS.name();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long RECORDS_A_PARTITION = 100_000;
    private static final int NAMED = 5;
    private static final String SETTING =
            "set partitioner=murmur2_random in the client that wrote them (docs/topics.md, Other clients)";

    private final KafkaConnection connection;
    private final List<TopicPartition> partitions;
    private final Misplaced records = new Misplaced();
    private final Misplaced deletions = new Misplaced();
    private long read;

    /** How many, and some of their keys. */
    private static final class Misplaced {
        private final Set<String> named = new TreeSet<>();
        private long count;

        void add(ConsumerRecord<String, byte[]> record) {
            count++;
            if (named.size() < NAMED) {
                named.add(record.key() + " (partition " + record.partition() + ", offset " + record.offset() + ")");
            }
        }

        String said(String what) {
            return count + " " + what + " on a partition where their keys do not belong, such as "
                    + String.join(", ", named);
        }
    }

    PartitionCheck(KafkaConnection connection, Map<String, TopicDescription> there) {
        this.connection = connection;
        TopicDescription description = there.get(Topics.DATASET_RECORDS.name());
        this.partitions = description == null
                ? List.of()
                : description.partitions().stream()
                        .map(partition -> new TopicPartition(description.name(), partition.partition()))
                        .toList();
    }

    @Override
    public List<Finding> run() {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        boolean complete;
        try {
            complete = new TopicScan(connection, "genstream-doctor")
                    .tail(partitions, RECORDS_A_PARTITION, () -> System.nanoTime() > deadlineNanos, this::look);
        } catch (TimeoutException e) {
            return List.of(Finding.fail(SUBJECT, e.getMessage(), "see the broker's log, and which service hangs"));
        }
        String seen = "; of " + read + " records, "
                + (complete
                        ? "the last " + RECORDS_A_PARTITION + " of each partition at most"
                        : "which is how far " + PATIENCE.toSeconds() + " s went");
        if (records.count > 0) {
            return List.of(Finding.fail(
                    SUBJECT,
                    records.said("records are") + seen,
                    SETTING + "; they count, but their bytes stay when they are replaced: delete them through the"
                            + " gateway, which deletes them where they lie, and import the pictures again"));
        }
        if (deletions.count > 0) {
            return List.of(Finding.warn(
                    SUBJECT,
                    deletions.said("deletions are") + seen,
                    SETTING + "; a gateway that runs has repeated them where the records lie: nothing else is to be"
                            + " done (docs/deletion.md, Other clients)"));
        }
        return List.of(Finding.ok(SUBJECT, "every key lies in its partition" + seen));
    }

    private void look(ConsumerRecord<String, byte[]> record) {
        read++;
        if (Topic.partitionOf(record.key(), partitions.size()) != record.partition()) {
            (record.value() == null ? deletions : records).add(record);
        }
    }
}
