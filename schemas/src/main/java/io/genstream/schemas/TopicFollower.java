package io.genstream.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all partitions of a topic from their beginning, without a group: how a service keeps a view of a compacted topic.
 *
 * <p>The listener runs on the follower's own daemon thread, one record at a time in partition order. A record that cannot be
 * read, or makes the listener throw, is a dead letter, and the follower goes on; while too many of them wait to be written it
 * reads no further. Only the cluster can stop it; {@link #failure()} then tells, and the service's health must say so.
 *
 * @param <V> the Avro record of the topic's values
 */
public final class TopicFollower<V extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Topic<V> topic;
    private final DeadLetters deadLetters;
    private final Listener<V> listener;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<V> deserializer;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;
    private volatile Throwable failure;

    /** What is done with each record. */
    @FunctionalInterface
    public interface Listener<V> {
        /**
         * @param key null only where a topic that is not compacted has a record without one
         * @param value null where the key was deleted
         * @param meta partition, offset, timestamp and the value as bytes
         */
        void onRecord(String key, V value, ConsumerRecord<String, byte[]> meta);
    }

    private TopicFollower(
            KafkaConnection connection,
            Topic<V> topic,
            String clientId,
            DeadLetters deadLetters,
            Listener<V> listener) {
        this.topic = topic;
        this.deadLetters = deadLetters;
        this.listener = listener;
        Map<String, Object> configs = connection.consumer(clientId + "-" + topic.name(), null);
        this.deserializer = topic.deserializer(configs);
        this.consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::run, clientId + "-follows-" + topic.name());
        thread.setDaemon(true);
    }

    /** The topic must exist ({@link TopicCreator#ensure}). */
    public static <V extends SpecificRecord> TopicFollower<V> start(
            KafkaConnection connection,
            Topic<V> topic,
            String clientId,
            DeadLetters deadLetters,
            Listener<V> listener) {
        TopicFollower<V> follower = new TopicFollower<>(connection, topic, clientId, deadLetters, listener);
        follower.thread.start();
        return follower;
    }

    /** Waits until the listener has seen everything that was in the topic when the follower started; false on time-out or failure. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS) && failure == null;
    }

    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0 && failure == null;
    }

    /** Why the follower stopped, if it did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try {
            follow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (WakeupException e) {
            if (!closing) {
                fail(e);
            }
        } catch (RuntimeException e) {
            fail(e);
        } finally {
            caughtUp.countDown();
            // without a group there is nothing to leave, and a fetch under way may be dropped
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void follow() throws InterruptedException {
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closing) {
            if (caughtUp.getCount() > 0 && partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p))) {
                caughtUp.countDown();
            }
            if (deadLetters.hasRoom()) {
                consumer.poll(POLL).forEach(this::deliver);
            } else {
                Thread.sleep(POLL.toMillis());
            }
        }
    }

    private void deliver(ConsumerRecord<String, byte[]> record) {
        try {
            V value = deserializer.deserialize(topic.name(), record.value());
            if (record.key() == null && topic.compacted()) {
                throw new SerializationException("A record of compacted topic " + topic + " has no key");
            }
            listener.onRecord(record.key(), value, record);
        } catch (RuntimeException e) {
            var unused = deadLetters.keep(record, e); // from now on its duty
        }
    }

    private void fail(RuntimeException e) {
        failure = e;
        LOGGER.error(
                "Stopped following topic {}: {}; restart the service once the cause is mended",
                topic,
                e.getMessage(),
                e);
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOGGER.debug("While closing the follower of {}", topic, e);
        }
    }
}
