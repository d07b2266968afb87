package io.genstream.eval.topology.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Features;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
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

    private final TopicScan scan;
    private final Deserializer<Features> deserializer;

    public KafkaFeatureHistory(KafkaConnection connection, String clientId) {
        this.scan = new TopicScan(connection, clientId + "-feature-history");
        this.deserializer = Topics.FEATURES.deserializer(connection.properties());
    }

    @Override
    public void replay(int partition, Consumer<Features> each) {
        List<TopicPartition> source = List.of(new TopicPartition(Topics.FEATURES.name(), partition));
        scan.tail(source, TAIL_RECORDS, record -> give(record, each));
    }

    private void give(ConsumerRecord<String, byte[]> record, Consumer<Features> each) {
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
