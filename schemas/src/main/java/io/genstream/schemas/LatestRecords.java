package io.genstream.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which record of each key counts, wherever its writer put it. A client that hashes keys otherwise than Java's puts a deletion
 * on another partition than the record that it is to delete: within a partition the later offset counts, across partitions
 * the later time, and at the same time a deletion. Used by one thread.
 */
public final class LatestRecords {
    private final Map<String, Place> latest = new HashMap<>();

    private record Place(int partition, long timestamp, boolean deletion) {}

    /** Takes a record, in the order of its partition; false where a record that was taken before comes after it. */
    public boolean take(ConsumerRecord<String, ?> record) {
        Place before = latest.get(record.key());
        boolean deletion = record.value() == null;
        if (before != null && before.partition() != record.partition() && isBefore(record, deletion, before)) {
            return false;
        }
        latest.put(record.key(), new Place(record.partition(), record.timestamp(), deletion));
        return true;
    }

    private static boolean isBefore(ConsumerRecord<?, ?> record, boolean deletion, Place other) {
        return record.timestamp() < other.timestamp()
                || record.timestamp() == other.timestamp() && other.deletion() && !deletion;
    }
}
