package io.genstream.gateway.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration ROLL = Duration.ofMinutes(60);
    private static final Duration TICK = Duration.ofMinutes(5);

    private final Ticks ticks = new Ticks(2);

    @Test
    void anEmptyTopicNeedsNone() {
        assertThat(ticks.due(NOON, ROLL, TICK)).isEmpty();
    }

    @Test
    void aPartitionWithADeletionTicksUntilTheDeletionIsGone() {
        ticks.see(record(1, 7, "people/anna", null, 0));
        for (int minute = 6; minute < 600; minute += 6) {
            assertThat(due(minute)).containsExactly(1);
            ticks.see(record(1, 7 + minute, ticks.key(1), null, minute));
            assertThat(due(minute + 4)).isEmpty();
        }

        ticks.forgotten(1, 3);
        assertThat(due(700)).as("that was another one").containsExactly(1);
        ticks.forgotten(1, 7);
        assertThat(due(700)).isEmpty();
    }

    @Test
    void aRecordMayHaveReplacedAnotherAndTicksUntilItsSegmentIsClosed() {
        ticks.see(record(0, 1, "people/anna", new byte[1], 0));
        assertThat(due(6)).containsExactly(0);
        ticks.see(record(0, 2, ticks.key(0), null, 60));
        assertThat(due(66)).as("at 60 minutes a segment need not be closed").containsExactly(0);
        ticks.see(record(0, 3, ticks.key(0), null, 66));
        assertThat(due(80)).isEmpty();
    }

    @Test
    void whoeverWritesToThePartitionTicks() {
        ticks.see(record(0, 1, "people/anna", null, 0));
        ticks.see(record(0, 2, "people/bert", new byte[1], 4));

        assertThat(due(8)).isEmpty();
    }

    @Test
    void theKeyOfATickLiesOnItsPartitionAndIsNoRecordsKey() {
        for (int partitions = 1; partitions < 20; partitions++) {
            Ticks some = new Ticks(partitions);
            for (int partition = 0; partition < partitions; partition++) {
                String key = some.key(partition);
                assertThat(Topic.partitionOf(key, partitions)).isEqualTo(partition);
                assertThat(Ticks.isTick(record(partition, 0, key, null, 0))).isTrue();
                assertThat(key).startsWith("/");
            }
        }
    }

    private java.util.List<Integer> due(int minute) {
        return ticks.due(NOON.plus(Duration.ofMinutes(minute)), ROLL, TICK);
    }

    private static ConsumerRecord<String, byte[]> record(
            int partition, long offset, String key, byte[] value, int minute) {
        return new ConsumerRecord<>(
                "dataset-records",
                partition,
                offset,
                NOON.plus(Duration.ofMinutes(minute)).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
