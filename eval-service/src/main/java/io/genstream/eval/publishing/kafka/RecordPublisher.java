package io.genstream.eval.publishing.kafka;

import io.genstream.eval.meters.EvalMeters;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what does not come out of the Streams topology: baselines, and dead letters of plain consumers. Thread-safe. */
public final class RecordPublisher implements AutoCloseable {
    private static final String SERVICE = "eval-service";
    private static final Logger LOGGER = LoggerFactory.getLogger(RecordPublisher.class);

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Object> configs;
    private final EvalMeters meters;
    private final Clock clock;

    public RecordPublisher(KafkaConnection connection, String clientId, EvalMeters meters, Clock clock) {
        this.configs = connection.producer(clientId);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
        this.meters = meters;
        this.clock = clock;
    }

    /** Returns at once; the future ends when all replicas in sync have the record. */
    public <V extends SpecificRecord> Future<RecordMetadata> send(Topic<V> topic, ProducerRecord<String, V> record) {
        try (Serializer<V> serializer = topic.serializer(configs)) {
            byte[] value = serializer.serialize(topic.name(), record.value());
            return producer.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), value));
        }
    }

    /** Waits for a record that {@link #send} sent. */
    public static void await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            RecordMetadata written = sent.get();
            LOGGER.trace("Written at {}", written);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Keeps and counts a record that cannot be read. */
    public void deadLetter(ConsumerRecord<?, byte[]> record, Exception error) {
        LOGGER.warn(
                "A record of {} (partition {}, offset {}) goes to dead-letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                error.getMessage());
        ProducerRecord<String, DeadLetter> letter = DeadLetters.of(record, SERVICE, error, clock.instant());
        Future<RecordMetadata> sent = send(Topics.DEAD_LETTERS, letter);
        LOGGER.trace("Dead letter under way: {}", sent);
        meters.deadLettered(record.topic());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
