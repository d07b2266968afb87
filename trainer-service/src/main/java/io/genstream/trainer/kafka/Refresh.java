package io.genstream.trainer.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicFollower;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic once, up to where it ends now, so that a view is not behind what another instance has just written. The
 * standing follower counts and dead-letters; this passes over what cannot be read. Stateless.
 */
public final class Refresh {
    private static final Logger LOGGER = LoggerFactory.getLogger(Refresh.class);

    private Refresh() {}

    /** Returns when all is read, or the time is over, which is logged: the standing follower delivers the rest. */
    public static <V extends SpecificRecord> void once(
            KafkaConnection connection,
            Topic<V> topic,
            String clientId,
            CountingListener.Handler<V> handler,
            Duration patience) {
        try (TopicFollower<V> follower =
                TopicFollower.start(connection, topic, clientId + "-refresh", new Lenient<>(handler))) {
            if (!follower.awaitCaughtUp(patience)) {
                LOGGER.warn("Topic {} was not read to its end within {} s", topic, patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Lenient<V>(CountingListener.Handler<V> handler) implements TopicFollower.Listener<V> {
        @Override
        public void onRecord(String key, V value, ConsumerRecord<String, byte[]> meta) {
            if (key == null) {
                return;
            }
            try {
                handler.handle(key, value, meta.offset());
            } catch (RuntimeException e) {
                LOGGER.debug("Passed over {}-{}@{}", meta.topic(), meta.partition(), meta.offset(), e);
            }
        }

        @Override
        public void onPoison(ConsumerRecord<String, byte[]> record, SerializationException error) {
            LOGGER.debug("Passed over {}-{}@{}", record.topic(), record.partition(), record.offset(), error);
        }
    }
}
