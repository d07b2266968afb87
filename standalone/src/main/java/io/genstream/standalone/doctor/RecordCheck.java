package io.genstream.standalone.doctor;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Whether the last records of each topic can be read with the schemas of this release and of those before it. A record that cannot
 * comes from a newer release or from a foreign writer.
 */
final class RecordCheck implements Check {
    private static final String SUBJECT = "schemas";
    private static final int RECORDS_A_PARTITION = 10;

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
        try {
            new TopicScan(connection, "genstream-doctor").tail(partitions, RECORDS_A_PARTITION, this::look);
        } catch (TimeoutException e) {
            return List.of(Finding.fail(SUBJECT, e.getMessage(), "see the broker's log, and which service hangs"));
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

    private void look(ConsumerRecord<String, byte[]> record) {
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
