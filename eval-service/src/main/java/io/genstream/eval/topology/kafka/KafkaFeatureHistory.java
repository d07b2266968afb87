package io.genstream.eval.topology.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Features;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tail of topic features. An evaluation under way is at its very end, so a bounded tail is enough; what lies further
 * back and is unfinished is asked for again. Thread-safe.
 */
public final class KafkaFeatureHistory implements FeatureHistory {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaFeatureHistory.class);

    /** 16 records an evaluation: the last 64 evaluations, about 45 MB. */
    private static final long TAIL_RECORDS = 1_024;

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;
    private final String clientId;

    public KafkaFeatureHistory(KafkaConnection connection, String clientId) {
        this.connection = connection;
        this.clientId = clientId;
    }

    @Override
    public void replay(int partition, Consumer<Features> each) {
        TopicPartition source = new TopicPartition(Topics.FEATURES.name(), partition);
        Map<String, Object> configs = connection.consumer(clientId + "-feature-history-" + partition, null);
        try (KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
                Deserializer<Features> deserializer = Topics.FEATURES.deserializer(configs)) {
            consumer.assign(List.of(source));
            long end = consumer.endOffsets(List.of(source)).get(source);
            long beginning = consumer.beginningOffsets(List.of(source)).get(source);
            consumer.seek(source, Math.max(beginning, end - TAIL_RECORDS));
            while (consumer.position(source) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    give(record, deserializer, each);
                }
            }
        }
    }

    private static void give(
            ConsumerRecord<String, byte[]> record, Deserializer<Features> deserializer, Consumer<Features> each) {
        try {
            Features features = deserializer.deserialize(record.topic(), record.value());
            if (features != null) {
                each.accept(features);
            }
        } catch (SerializationException e) {
            LOGGER.debug("Unreadable features at offset {}; the topology dead-letters them", record.offset(), e);
        }
    }
}
