package io.genstream.trainer.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.trainer.metrics.TrainerMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records that may be lost rather than hold anybody up: a producer's send can block, so a thread of its own does it,
 * from a queue with a limit. What does not fit, or is not taken by the cluster, is dropped and counted.
 */
public final class Outbox<V extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Outbox.class);

    private final Outlet<V> topic;
    private final BlockingQueue<ProducerRecord<String, V>> queue;
    private final KafkaProducer<String, V> producer;
    private final TrainerMetrics metrics;
    private final Thread thread;
    private volatile boolean closing;

    public Outbox(KafkaConnection connection, String clientId, Outlet<V> topic, int limit, TrainerMetrics metrics) {
        Map<String, Object> configs = connection.producer(clientId + "-" + topic.name());
        this.topic = topic;
        this.queue = new ArrayBlockingQueue<>(limit);
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), topic.serializer(configs));
        this.metrics = metrics;
        this.thread = new Thread(this::run, "sends-" + topic.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Never blocks. */
    public void offer(String key, V value) {
        if (closing || !queue.offer(topic.record(key, value))) {
            metrics.dropped(topic.name());
        }
    }

    private void run() {
        try {
            while (!closing) {
                send(queue.take());
            }
        } catch (InterruptedException e) {
            LOGGER.debug("Closing with {} records of {} unsent", queue.size(), topic.name());
        }
    }

    private void send(ProducerRecord<String, V> record) {
        try {
            var unusedFuture = producer.send(record, (metadata, error) -> {
                if (error != null) {
                    drop(error);
                }
            });
        } catch (KafkaException e) {
            drop(e);
        }
    }

    private void drop(Exception error) {
        metrics.dropped(topic.name());
        LOGGER.debug("A record of {} was dropped: {}", topic.name(), error.getMessage());
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        producer.close(Duration.ofMillis(500));
    }
}
