package io.genstream.gateway.testing.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What topic dataset-records says, read by a consumer of the test's own. */
public final class DatasetTopic {
    private DatasetTopic() {}

    /** A record as text that a test can compare. */
    public record Stored(
            String encoding,
            int height,
            int width,
            int channels,
            List<Float> labels,
            String subject,
            String split,
            byte[] image) {}

    /** The last value of each key of a data set; empty where that is a deletion. */
    public static Map<String, Optional<Stored>> read(String bootstrapServers, String datasetId) {
        Map<String, Optional<Stored>> stored = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                KafkaConnection.single(bootstrapServers).consumer("test-dataset", null),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DATASET_RECORDS.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().startsWith(datasetId + "/")) {
                        stored.put(
                                record.key().substring(datasetId.length() + 1),
                                Optional.ofNullable(record.value()).map(DatasetTopic::stored));
                    }
                });
            }
        }
        return stored;
    }

    private static Stored stored(byte[] value) {
        DatasetRecord record = Topics.DATASET_RECORDS.deserializer().deserialize(Topics.DATASET_RECORDS.name(), value);
        byte[] image = new byte[record.getImage().remaining()];
        record.getImage().duplicate().get(image);
        return new Stored(
                record.getEncoding().name(),
                record.getHeight(),
                record.getWidth(),
                record.getChannels(),
                record.getLabels(),
                record.getSubject(),
                record.getSplit().name(),
                image);
    }
}
