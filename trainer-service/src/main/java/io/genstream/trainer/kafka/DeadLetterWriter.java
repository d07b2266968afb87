package io.genstream.trainer.kafka;

import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DeadLetter;
import io.genstream.trainer.metrics.TrainerMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records that nobody can process where a person finds them. Thread-safe.
 *
 * <p>Topics that are followed from their beginning are read again at each start, so their poison comes again; a dead
 * letter names partition and offset, by which such repeats are told.
 */
public final class DeadLetterWriter implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetterWriter.class);
    private static final String SERVICE = "trainer-service";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaProducer<String, DeadLetter> producer;
    private final TrainerMetrics metrics;
    private final Clock clock;

    public DeadLetterWriter(KafkaConnection connection, String clientId, TrainerMetrics metrics, Clock clock) {
        Map<String, Object> configs = connection.producer(clientId + "-dead-letters");
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), Topics.DEAD_LETTERS.serializer(configs));
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Returns once it is durable.
     *
     * @throws KafkaException if it is not; the record must then be tried again
     */
    public void write(ConsumerRecord<?, byte[]> record, Throwable error) {
        try {
            var unusedMetadata = producer.send(DeadLetters.of(record, SERVICE, error, clock.instant()))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("A dead letter could not be written: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while writing a dead letter", e);
        }
        metrics.deadLettered(record.topic());
        LOGGER.debug(
                "Dead letter: {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), error.getMessage());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
