package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.generation.MadeBatch;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.ImageBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads this gateway's partition of image-batches from its end on: the fast way home for answers. Its own daemon thread waits
 * in the broker's long poll, so a batch is here as soon as it is written.
 */
public final class ReplyTail implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReplyTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long JOIN_MS = 2_000;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<ImageBatch> deserializer;
    private final Consumer<MadeBatch> listener;
    private final DeadLetters deadLetters;
    private final TopicPartition partition;
    private final Thread thread;
    private volatile boolean positioned;
    private volatile boolean closing;
    private volatile RuntimeException failure;

    /** @param wanted partition; negative: chosen by {@code instanceId} */
    public ReplyTail(
            KafkaConnection connection,
            String instanceId,
            int wanted,
            Consumer<MadeBatch> listener,
            DeadLetters deadLetters) {
        Map<String, Object> configs = connection.consumer(instanceId + "-replies", null);
        this.deserializer = Topics.IMAGE_BATCHES.deserializer(configs);
        this.listener = listener;
        this.deadLetters = deadLetters;
        this.consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
        int partitions = consumer.partitionsFor(Topics.IMAGE_BATCHES.name()).size();
        if (wanted >= partitions) {
            consumer.close();
            throw new IllegalArgumentException("reply.partition " + wanted + ": topic " + Topics.IMAGE_BATCHES
                    + " has partitions 0 to " + (partitions - 1));
        }
        int chosen = wanted >= 0 ? wanted : Math.floorMod(instanceId.hashCode(), partitions);
        this.partition = new TopicPartition(Topics.IMAGE_BATCHES.name(), chosen);
        this.thread = new Thread(this::run, instanceId + "-replies");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public int partition() {
        return partition.partition();
    }

    /** Why answers would be missed; empty once the tail reads. */
    public Optional<String> notReading() {
        return positioned ? Optional.empty() : Optional.of("the reply partition is not being read yet");
    }

    /** Why the tail stopped; empty while it reads. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure).map(RuntimeException::toString);
    }

    private void run() {
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition); // seeking is lazy: from here on nothing is missed
            positioned = true;
            while (!closing) {
                if (deadLetters.hasRoom()) {
                    consumer.poll(POLL).forEach(this::deliver);
                } else {
                    Thread.sleep(POLL.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (WakeupException e) {
            LOGGER.debug("The tail of {} was woken to stop", partition);
        } catch (RuntimeException e) {
            failure = e;
            LOGGER.error("Stopped reading answers from {}; restart the gateway once the cause is mended", partition, e);
        }
    }

    private void deliver(ConsumerRecord<String, byte[]> record) {
        try {
            ImageBatch batch = deserializer.deserialize(record.topic(), record.value());
            if (batch == null) {
                throw new SerializationException("A batch of images is never null");
            }
            listener.accept(Requests.fromAvro(batch));
        } catch (RuntimeException e) {
            var unused = deadLetters.keep(record, e); // from now on its duty
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
