package io.genstream.gateway.datasets.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic once, from given offsets (or its beginning) to the end that it has now. Blocks. */
final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;

    TopicScan(KafkaConnection connection) {
        this.connection = connection;
    }

    /**
     * @param from exclusive of nothing: the first offset to read, by partition; a missing partition is read from its beginning
     * @return the end offsets, in the order of partitions
     */
    <V extends SpecificRecord> List<Long> run(
            Topic<V> topic, Map<Integer, Long> from, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                connection.consumer("gateway-datasets-" + topic.name(), null),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            for (TopicPartition partition : partitions) {
                long begin = begins.get(partition);
                consumer.seek(partition, Math.max(begin, from.getOrDefault(partition.partition(), begin)));
            }
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(POLL).forEach(visitor);
            }
            return partitions.stream().map(ends::get).toList();
        }
    }

    List<Long> endOffsets(Topic<?> topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                connection.consumer("gateway-datasets-ends", null),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return partitions.stream().map(ends::get).toList();
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, Topic<?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }
}
