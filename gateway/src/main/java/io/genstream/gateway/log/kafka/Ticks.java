package io.genstream.gateway.log.kafka;

import io.genstream.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which partitions of a compacted topic need a record to go on forgetting. Kafka closes a segment, and compacts what is in
 * closed ones, when something is appended: on an idle partition a deleted record would stay for ever. So each gets a tick now
 * and then: while a deletion lies in it, whatever the deletion's age, and until its last record is in a closed segment, since
 * that may have replaced another. Used by one thread.
 */
final class Ticks {
    /** No data set's key begins so. A tick is a null: readers that know nothing of ticks take it for a deletion of nothing. */
    private static final String KEY = "/tick-";

    private static final long NONE = -1;

    private final List<Partition> partitions = new ArrayList<>();

    private static final class Partition {
        private final String tickKey;
        private long lastDeletion = NONE;
        private long lastRecordAt;
        private long lastTickAt;

        Partition(String tickKey) {
            this.tickKey = tickKey;
        }

        boolean forgets(Instant now, Duration roll, Duration tick) {
            boolean mayHaveReplaced = lastRecordAt > 0 && lastTickAt <= lastRecordAt + roll.toMillis();
            long lastAt = Math.max(lastRecordAt, lastTickAt);
            return (lastDeletion != NONE || mayHaveReplaced) && now.toEpochMilli() > lastAt + tick.toMillis();
        }
    }

    Ticks(int count) {
        for (int partition = 0; partition < count; partition++) {
            partitions.add(new Partition(keyOf(partition, count)));
        }
    }

    /** One that lies on this partition by its hash: ticks are in nobody's way, and the next replaces the one before. */
    private static String keyOf(int partition, int count) {
        int i = 0;
        while (Topic.partitionOf(KEY + i, count) != partition) {
            i++;
        }
        return KEY + i;
    }

    static boolean isTick(ConsumerRecord<String, ?> record) {
        return record.key() != null && record.key().startsWith(KEY);
    }

    void see(ConsumerRecord<String, ?> record) {
        Partition partition = partitions.get(record.partition());
        if (isTick(record)) {
            partition.lastTickAt = Math.max(partition.lastTickAt, record.timestamp());
            return;
        }
        partition.lastRecordAt = Math.max(partition.lastRecordAt, record.timestamp());
        if (record.value() == null) {
            partition.lastDeletion = record.offset();
        }
    }

    List<Integer> due(Instant now, Duration roll, Duration tick) {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            if (partitions.get(i).forgets(now, roll, tick)) {
                due.add(i);
            }
        }
        return due;
    }

    String key(int partition) {
        return partitions.get(partition).tickKey;
    }

    /** Offset of the partition's last deletion; negative where none is known. All before it go no later. */
    long lastDeletion(int partition) {
        return partitions.get(partition).lastDeletion;
    }

    /** It is no longer in the log. */
    void forgotten(int partition, long deletion) {
        if (partitions.get(partition).lastDeletion == deletion) {
            partitions.get(partition).lastDeletion = NONE;
        }
    }
}
