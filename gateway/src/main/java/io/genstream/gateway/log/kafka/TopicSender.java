package io.genstream.gateway.log.kafka;

import io.genstream.gateway.error.GatewayException;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.TraceHeaders;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes records of any topic. The producer's send() may block on metadata or a full buffer, so a thread of its own calls it;
 * what waits for that thread is bounded. Thread-safe; futures complete on the producer's thread.
 */
public final class TopicSender implements AutoCloseable {
    private static final int QUEUE = 10_000;
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Object> configs;
    private final ThreadPoolExecutor thread;
    private volatile boolean hasMetadata;

    public TopicSender(KafkaConnection connection, String clientId) {
        this.configs = connection.producer(clientId);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            Thread sender = new Thread(task, clientId + "-sends");
            sender.setDaemon(true);
            return sender;
        });
        thread.execute(this::fetchMetadata);
    }

    /** Completes when all replicas in sync have the record; fails with a {@link GatewayException} 503. */
    public <V extends SpecificRecord> CompletableFuture<Void> send(Outlet<V> topic, String key, V value) {
        return send(topic, key, value, Context.root());
    }

    /** The same, with the trace that the record belongs to in its headers. */
    public <V extends SpecificRecord> CompletableFuture<Void> send(
            Outlet<V> topic, String key, V value, Context trace) {
        return send(() -> {
            byte[] bytes = topic.serializer(configs).serialize(topic.name(), value);
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, bytes);
            TraceHeaders.inject(trace, record.headers());
            return record;
        });
    }

    CompletableFuture<Void> send(java.util.function.Supplier<ProducerRecord<String, byte[]>> record) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            thread.execute(() -> sendNow(record, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(GatewayException.retry(
                    503, "OVERLOADED", QUEUE + " records wait for the broker; try again", RETRY));
        }
        return done;
    }

    /** Why nothing can be sent; empty while the brokers answer. */
    public Optional<String> problem() {
        return hasMetadata ? Optional.empty() : Optional.of("the brokers have not told where topics are");
    }

    private void sendNow(
            java.util.function.Supplier<ProducerRecord<String, byte[]>> record, CompletableFuture<Void> done) {
        try {
            var unused = producer.send(record.get(), (metadata, error) -> {
                if (error == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(unavailable(error));
                }
            });
        } catch (KafkaException e) {
            done.completeExceptionally(unavailable(e));
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void fetchMetadata() {
        try {
            hasMetadata =
                    !producer.partitionsFor(Topics.GENERATION_REQUESTS.name()).isEmpty();
        } catch (KafkaException e) {
            hasMetadata = false;
        }
    }

    private static GatewayException unavailable(Exception cause) {
        GatewayException unavailable = GatewayException.retry(
                503, "BROKER_UNAVAILABLE", "The brokers did not take the record: " + cause.getMessage(), RETRY);
        unavailable.initCause(cause);
        return unavailable;
    }

    @Override
    public void close() {
        thread.shutdown();
        producer.close(CLOSE);
    }
}
