package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic once, from given offsets (or its beginning) to the end that it has now. Blocks. */
final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration STALL = Duration.ofSeconds(30);

    private final KafkaConnection connection;
    private final String clientId;

    TopicScan(KafkaConnection connection, String clientId) {
        this.connection = connection;
        this.clientId = clientId;
    }

    /**
     * @param from the first offset to read, by partition; a partition beyond the list is read from its beginning
     * @return the end offsets, in the order of partitions
     * @throws DatasetException where the brokers do not answer
     */
    <V extends SpecificRecord> List<Long> run(
            Topic<V> topic, List<Long> from, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                connection.consumer(clientId + "-" + topic.name(), null),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                long begin = begins.get(partition);
                boolean known = partition.partition() < from.size();
                consumer.seek(partition, known ? Math.max(begin, from.get(partition.partition())) : begin);
            }
            read(consumer, ends, visitor);
            return partitions.stream().map(ends::get).toList();
        } catch (KafkaException e) {
            throw new DatasetException(
                    Reason.BROKER_UNAVAILABLE, "Topic " + topic + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        long lastRecordNanos = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(visitor);
            if (!records.isEmpty()) {
                lastRecordNanos = System.nanoTime();
            } else if (System.nanoTime() - lastRecordNanos > STALL.toNanos()) {
                throw new DatasetException(
                        Reason.BROKER_UNAVAILABLE, "The broker sent nothing for " + STALL.toSeconds() + " s");
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, Topic<?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }
}
