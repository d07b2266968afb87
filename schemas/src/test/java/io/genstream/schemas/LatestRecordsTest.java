package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LatestRecordsTest {
    private final LatestRecords latest = new LatestRecords();

    @Test
    void withinAPartitionTheOrderCounts() {
        assertThat(take(0, 9, "a", true)).isTrue();
        assertThat(take(0, 5, "a", false)).isTrue();
        assertThat(take(0, 4, "a", true)).isTrue();
    }

    @Test
    void acrossPartitionsTheTimeCounts() {
        assertThat(take(0, 9, "a", true)).isTrue();
        assertThat(take(1, 8, "a", false)).isFalse();
        assertThat(take(1, 10, "a", false)).isTrue();
        assertThat(take(0, 9, "a", true)).isFalse();
        assertThat(take(0, 1, "b", true)).as("another key").isTrue();
    }

    @Test
    void atTheSameTimeADeletionCounts() {
        assertThat(take(0, 9, "a", true)).isTrue();
        assertThat(take(1, 9, "a", false)).isTrue();
        assertThat(take(0, 9, "a", true)).isFalse();
    }

    private boolean take(int partition, long at, String key, boolean picture) {
        return latest.take(new ConsumerRecord<>(
                "dataset-records",
                partition,
                0,
                at,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                picture ? "value" : null,
                new RecordHeaders(),
                Optional.empty()));
    }
}
