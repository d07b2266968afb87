package io.genstream.standalone.doctor;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Whether the last records of each topic can be read with the schemas of this release and of those before it. A record that cannot
 * comes from a newer release or from a foreign writer.
 */
final class RecordCheck implements Check {
    private static final String SUBJECT = "schemas";
    private static final int RECORDS_A_PARTITION = 10;
    private static final int FETCH_BYTES = 1 << 20;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaConnection connection;
    private final Map<String, Deserializer<?>> readers = new HashMap<>();
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    private long read;

    RecordCheck(KafkaConnection connection, Map<String, TopicDescription> there) {
        this.connection = connection;
        Topics.all().stream().filter(topic -> there.containsKey(topic.name())).forEach(topic -> {
            readers.put(topic.name(), topic.deserializer(connection.properties()));
            there.get(topic.name()).partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .forEach(partitions::add);
        });
    }

    @Override
    public List<Finding> run() {
        Map<String, Object> settings = connection.consumer("genstream-doctor", null);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            drain(consumer, seekNearEnd(consumer));
        }
        if (unreadable.isEmpty()) {
            return List.of(Finding.ok(SUBJECT, "the last " + read + " records can be read"));
        }
        return unreadable.entrySet().stream()
                .map(entry -> Finding.fail(
                        "topic " + entry.getKey(),
                        "holds records that this release cannot read: " + entry.getValue(),
                        "a newer release or a foreign writer made them: update this one, or stop the writer;"
                                + " services pass such records to dead-letters"))
                .toList();
    }

    private Map<TopicPartition, Long> seekNearEnd(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = new HashMap<>(consumer.endOffsets(partitions));
        partitions.forEach(partition ->
                consumer.seek(partition, Math.max(begin.get(partition), end.get(partition) - RECORDS_A_PARTITION)));
        return end;
    }

    /** Until all are at their ends, or long enough: a transaction under way may hold the end back. */
    private void drain(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline
                && end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            consumer.poll(POLL).forEach(this::look);
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        read++;
        try {
            var unusedValue = readers.get(record.topic()).deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            unreadable.putIfAbsent(
                    record.topic(),
                    "partition " + record.partition() + ", offset " + record.offset() + ": " + e.getMessage());
        }
    }
}
