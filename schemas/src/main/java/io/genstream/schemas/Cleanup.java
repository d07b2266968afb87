package io.genstream.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Retention of a topic as broker configs. Every topic has a size or a time limit, or is compacted. */
final class Cleanup {
    private static final long MIB = 1L << 20;

    private Cleanup() {}

    /** Records go after {@code keep}, or earlier when a partition exceeds {@code maxMib}. */
    static Map<String, String> delete(Duration keep, long maxMib) {
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put("cleanup.policy", "delete");
        configs.put("retention.ms", Long.toString(keep.toMillis()));
        configs.put("retention.bytes", Long.toString(maxMib * MIB));
        // a segment is the unit of deletion: a quarter of the limit keeps the real size near it
        configs.put("segment.bytes", Long.toString(Math.max(MIB, Math.min(256 * MIB, maxMib * MIB / 4))));
        return configs;
    }

    /** The last record of each key stays. */
    static Map<String, String> compact() {
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put("cleanup.policy", "compact");
        configs.put("segment.bytes", Long.toString(64 * MIB));
        configs.put("min.cleanable.dirty.ratio", "0.3");
        return configs;
    }

    /** As {@link #compact()}, and a deleted record is gone from disk within the lag: a person's picture must not linger. */
    static Map<String, String> compactWithin(Duration lag) {
        Map<String, String> configs = compact();
        configs.put("segment.ms", Long.toString(lag.toMillis()));
        configs.put("max.compaction.lag.ms", Long.toString(lag.toMillis()));
        configs.put("delete.retention.ms", Long.toString(lag.toMillis()));
        return configs;
    }

    /** The last record of each key stays for {@code keep}. */
    static Map<String, String> compactAndDelete(Duration keep) {
        Map<String, String> configs = compact();
        configs.put("cleanup.policy", "compact,delete");
        configs.put("retention.ms", Long.toString(keep.toMillis()));
        return configs;
    }

    /** Records bear the time at which the broker took them: of one clock, so that those of several partitions have an order. */
    static Map<String, String> withBrokersTime(Map<String, String> configs) {
        configs.put("message.timestamp.type", "LogAppendTime");
        return configs;
    }

    /** What is written slowly goes in time, too: while a segment takes records, its first ones stay with the last. */
    static Map<String, String> withSegmentsOf(Map<String, String> configs, Duration age) {
        configs.put("segment.ms", Long.toString(age.toMillis()));
        return configs;
    }

    static Map<String, String> withMaxMessage(Map<String, String> configs, long mib) {
        configs.put("max.message.bytes", Long.toString(mib * MIB));
        return configs;
    }
}
