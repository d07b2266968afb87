package io.genstream.inference.request.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The trackers of the partitions that an intake holds. A partition that is taken away loses its tracker; tickets that still
 * point to the old one do no harm. Only the intake's thread uses it.
 */
final class PartitionOffsets {
    private final Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    OffsetTracker tracker(TopicPartition partition) {
        return trackers.computeIfAbsent(partition, p -> new OffsetTracker());
    }

    /** What moved since it was last asked for. */
    Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetTracker tracker = trackers.get(partition);
            OptionalLong offset = tracker == null ? OptionalLong.empty() : tracker.committable();
            if (offset.isPresent() && offset.getAsLong() != committed.getOrDefault(partition, -1L)) {
                moved.put(partition, new OffsetAndMetadata(offset.getAsLong()));
                committed.put(partition, offset.getAsLong());
            }
        }
        return moved;
    }

    /** A commit did not arrive: ask for these again. */
    void notCommitted(Collection<TopicPartition> partitions) {
        partitions.forEach(committed::remove);
    }

    void drop(Collection<TopicPartition> partitions) {
        partitions.forEach(trackers::remove);
        partitions.forEach(committed::remove);
    }

    Collection<TopicPartition> partitions() {
        return trackers.keySet();
    }
}
