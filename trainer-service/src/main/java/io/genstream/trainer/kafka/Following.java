package io.genstream.trainer.kafka;

import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.TopicScan;
import io.genstream.trainer.metrics.TrainerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this service keeps its views of topics up to date. Thread-safe. */
public record Following(KafkaConnection connection, String clientId, DeadLetters deadLetters, TrainerMetrics metrics) {
    private static final Logger LOGGER = LoggerFactory.getLogger(Following.class);

    /** What is done with a record that can be read. */
    public interface Handler<V> {
        /** @param value null where the key was deleted */
        void handle(String key, V value, long offset);
    }

    /** From the beginning, and on; each record ends as processed or as a dead letter. */
    public <V extends SpecificRecord> TopicFollower<V> follow(Topic<V> topic, Handler<V> handler) {
        return TopicFollower.start(connection, topic, clientId, deadLetters, (key, value, meta) -> {
            handler.handle(key, value, meta.offset());
            metrics.processed(topic.name());
        });
    }

    /**
     * Once, up to where the topic ends now, so that a view is not behind what another instance has just written. Returns when
     * all is read, or the time is over, which is logged. What cannot be read is passed over: the standing follower keeps it.
     */
    public <V extends SpecificRecord> void refresh(Topic<V> topic, Handler<V> handler, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        Deserializer<V> deserializer = topic.deserializer(connection.properties());
        try {
            var unusedEnds = new TopicScan(connection, clientId + "-refresh")
                    .run(
                            topic,
                            List.of(),
                            () -> System.nanoTime() - deadlineNanos > 0,
                            record -> handle(record, deserializer, handler));
        } catch (CancellationException | KafkaException e) {
            LOGGER.warn(
                    "Topic {} was not read to its end within {} s: {}", topic, patience.toSeconds(), e.getMessage());
        }
    }

    private static <V> void handle(
            ConsumerRecord<String, byte[]> record, Deserializer<V> deserializer, Handler<V> handler) {
        try {
            handler.handle(record.key(), deserializer.deserialize(record.topic(), record.value()), record.offset());
        } catch (RuntimeException e) {
            LOGGER.debug("Passed over {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        }
    }
}
