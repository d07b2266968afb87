package io.genstream.eval.publishing.kafka;

import io.genstream.eval.meters.EvalMeters;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
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
    /** A dead letter is a whole record of up to 16 MiB and its frame. */
    private static final int MAX_REQUEST_BYTES = 17 << 20;

    private static final Logger LOGGER = LoggerFactory.getLogger(RecordPublisher.class);

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Object> configs;
    private final DeadLetterMarks marks;
    private final EvalMeters meters;
    private final Clock clock;

    /** @param group the service's: its instances share what they know of dead letters */
    public RecordPublisher(KafkaConnection connection, String clientId, String group, EvalMeters meters, Clock clock) {
        this.configs = connection.producer(clientId);
        configs.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        this.marks = new DeadLetterMarks(connection, clientId, group);
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

    /** Keeps and counts a record that cannot be read, unless an earlier start has. */
    public void deadLetter(ConsumerRecord<?, byte[]> record, Exception error) {
        deadLetter("", record, error);
    }

    /** @param scope whose reading met the record, where its topic is read on several occasions */
    public void deadLetter(String scope, ConsumerRecord<?, byte[]> record, Exception error) {
        try {
            if (marks.passed(scope, record)) {
                meters.ignored(record.topic());
            } else {
                write(scope, record, error);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String scope, ConsumerRecord<?, byte[]> record, Exception error) throws InterruptedException {
        LOGGER.warn(
                "A record of {} (partition {}, offset {}) goes to dead-letters: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                error.getMessage());
        try {
            await(send(Topics.DEAD_LETTERS, DeadLetters.of(record, SERVICE, error, clock.instant())));
            marks.pass(scope, record);
            meters.deadLettered(record.topic());
        } catch (KafkaException e) {
            marks.failed(record);
            LOGGER.error("That dead letter cannot be written, the next start tries again: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        marks.close();
    }
}
