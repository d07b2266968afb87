package io.genstream.inference.delivery.kafka;

import io.genstream.inference.request.InferenceMetrics;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer of everything but dead letters. What a broker's absence hinders is sent again until it returns: meanwhile the queues fill, the
 * intakes pause, and nothing is lost. What can never succeed (a record that is too large, say) fails its future.
 *
 * <p>Thread-safe. Futures complete on a thread of the sender's own, never on the producer's: what is chained to them may send
 * again, and a send that waits for metadata on the thread that fetches metadata would wait in vain.
 */
public final class RecordSender implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecordSender.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(1_000);

    private final Map<String, Object> configs;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Serializer<?>> serializers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final InferenceMetrics metrics;
    private final ExecutorService completions = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "inference-acknowledged");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;

    public RecordSender(
            KafkaConnection connection, String clientId, ScheduledExecutorService timer, InferenceMetrics metrics) {
        this.configs = connection.producer(clientId);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
        this.timer = timer;
        this.metrics = metrics;
    }

    /** Partitions of a topic; also warms up the producer's metadata for it. */
    public int partitions(Topic<?> topic) {
        return producer.partitionsFor(topic.name()).size();
    }

    /** @param record of this topic, made by it */
    public <V extends SpecificRecord> CompletableFuture<RecordMetadata> send(
            Outlet<V> topic, ProducerRecord<String, V> record) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            byte[] bytes = serialize(topic, record.value());
            attempt(
                    new ProducerRecord<>(
                            record.topic(), record.partition(), null, record.key(), bytes, record.headers()),
                    sent);
        } catch (RuntimeException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private void attempt(ProducerRecord<String, byte[]> record, CompletableFuture<RecordMetadata> sent) {
        var unused = producer.send(record, (metadata, error) -> {
            if (!closing) { // a closing service leaves futures open: their requests are read again by whoever comes
                // next
                completions.execute(() -> conclude(record, sent, metadata, error));
            }
        });
    }

    private void conclude(
            ProducerRecord<String, byte[]> record,
            CompletableFuture<RecordMetadata> sent,
            RecordMetadata metadata,
            Exception error) {
        if (error == null) {
            sent.complete(metadata);
        } else if (error instanceof RetriableException) {
            retryLater(record, sent, error);
        } else {
            sent.completeExceptionally(error);
        }
    }

    private void retryLater(
            ProducerRecord<String, byte[]> record, CompletableFuture<RecordMetadata> sent, Exception error) {
        metrics.deliveryRetry();
        LOGGER.warn("Sending to {} again: {}", record.topic(), error.getMessage());
        var unused = timer.schedule(() -> attemptSafely(record, sent), RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attemptSafely(ProducerRecord<String, byte[]> record, CompletableFuture<RecordMetadata> sent) {
        try {
            attempt(record, sent);
        } catch (RuntimeException e) {
            if (!closing) {
                sent.completeExceptionally(e);
            }
        }
    }

    @SuppressWarnings("unchecked") // the map holds each topic's own serializer
    private <V extends SpecificRecord> byte[] serialize(Outlet<V> topic, V value) {
        Serializer<V> serializer =
                (Serializer<V>) serializers.computeIfAbsent(topic.name(), name -> topic.serializer(configs));
        synchronized (serializer) {
            return serializer.serialize(topic.name(), value);
        }
    }

    @Override
    public void close() {
        closing = true;
        producer.close(CLOSE_PATIENCE);
        completions.shutdownNow();
    }
}
