package io.genstream.trainer.dataset.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.kafka.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topic dataset-records once, to the end that it has now. Thread-safe; each read opens a consumer of its own. */
final class RecordScan {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALL = Duration.ofSeconds(30);

    private final KafkaConnection connection;
    private final String clientId;

    RecordScan(KafkaConnection connection, String clientId) {
        this.connection = connection;
        this.clientId = clientId;
    }

    /**
     * @param from the first offset to read, by partition; beyond the list from the beginning
     * @return the end offsets, exclusive, by partition
     */
    List<Long> run(List<Long> from, BooleanSupplier cancelled, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        Map<String, Object> configs = connection.consumer(clientId + "-dataset", null);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DATASET_RECORDS.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                long wanted = partition.partition() < from.size() ? from.get(partition.partition()) : 0;
                consumer.seek(partition, Math.max(wanted, begins.get(partition)));
            }
            read(consumer, ends, cancelled, visitor);
            return partitions.stream().map(ends::get).toList();
        } catch (KafkaException e) {
            String what = "topic dataset-records cannot be read: " + e.getMessage();
            throw Outage.isBehind(e) ? DatasetException.outage(what, e) : new DatasetException(what, true, e);
        }
    }

    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            BooleanSupplier cancelled,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        long lastRecordNanos = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (cancelled.getAsBoolean()) {
                throw new DatasetException("reading was cancelled", false);
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(visitor);
            if (!records.isEmpty()) {
                lastRecordNanos = System.nanoTime();
            } else if (System.nanoTime() - lastRecordNanos > STALL.toNanos()) {
                throw new DatasetException(
                        "no record came for " + STALL.toSeconds() + " s: is the broker up, or a transaction open?",
                        true);
            }
        }
    }
}
