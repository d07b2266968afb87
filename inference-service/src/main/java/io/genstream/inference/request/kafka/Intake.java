package io.genstream.inference.request.kafka;

import io.genstream.inference.dispatch.Dispatcher.Admission;
import io.genstream.inference.request.Ticket;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic of requests as a member of a consumer group. A record's offset is committed only when its ticket came back,
 * so whatever a crash interrupts is read again. Where there is no room for a record, its partition is paused and read again
 * from that record later: nothing is buffered here and nothing is lost.
 *
 * <p>One daemon thread owns the consumer; {@link #stopReading} and {@link #close} may be called from any other.
 */
public final class Intake<V extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(5);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    private static final long NO_ROOM = -1;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Topic<V> topic;
    private final RecordHandler<V> handler;
    private final DeadLetters deadLetters;
    private final LongSupplier roomMade;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<V> deserializer;
    private final PartitionOffsets offsets = new PartitionOffsets();
    private final Thread thread;

    private long roomWhenPaused;
    private long lastCommitNanos;
    private volatile int paused;
    private volatile boolean assigned;
    private volatile boolean reading = true;
    private volatile boolean closing;
    private volatile Throwable failure;

    /** @param roomMade moves whenever a handler that answered LATER may be asked again */
    Intake(
            KafkaConnection connection,
            IntakeSource<V> source,
            RecordHandler<V> handler,
            DeadLetters deadLetters,
            LongSupplier roomMade) {
        this.topic = source.topic();
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.roomMade = roomMade;
        Map<String, Object> configs = source.configs(connection);
        this.deserializer = topic.deserializer(configs);
        this.consumer = new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "inference-reads-" + topic.name());
        thread.setDaemon(true);
    }

    Intake<V> start() {
        thread.start();
        return this;
    }

    public String topic() {
        return topic.name();
    }

    /** Whether the group has answered; an instance may well get no partition. */
    public boolean joined() {
        return assigned;
    }

    /** Partitions that wait for room. */
    public int pausedPartitions() {
        return paused;
    }

    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Takes no further records; commits go on while those under way finish. */
    public void stopReading() {
        reading = false;
    }

    private void run() {
        try {
            consumer.subscribe(List.of(topic.name()), new Rebalances());
            while (!closing) {
                step();
            }
        } catch (RuntimeException e) {
            failure = e;
            LOGGER.error(
                    "Stopped reading {}: {}; restart the service once the cause is mended", topic, e.getMessage(), e);
        } finally {
            leave();
        }
    }

    private void step() {
        if (!reading) {
            consumer.pause(consumer.assignment());
        } else if (!deadLetters.hasRoom()) {
            consumer.pause(consumer.assignment());
            paused = consumer.paused().size();
            roomWhenPaused = NO_ROOM; // so that it goes on once the letters are written, whatever the queues do
        } else if (paused > 0 && roomMade.getAsLong() != roomWhenPaused) {
            consumer.resume(consumer.paused());
            paused = 0;
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(paused > 0 || !reading ? POLL_WHILE_PAUSED : POLL);
        for (TopicPartition partition : records.partitions()) {
            offer(partition, records.records(partition));
        }
        commitNowAndThen();
    }

    private void offer(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        OffsetTracker tracker = offsets.tracker(partition);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            long room = roomMade.getAsLong();
            if (!reading || handle(record, tracker) == Admission.LATER) {
                consumer.seek(partition, record.offset());
                consumer.pause(List.of(partition));
                roomWhenPaused = room;
                paused = consumer.paused().size();
                return;
            }
        }
    }

    private Admission handle(ConsumerRecord<byte[], byte[]> record, OffsetTracker tracker) {
        tracker.started(record.offset());
        Ticket ticket = new RecordTicket(tracker, record, deadLetters);
        try {
            V value = deserializer.deserialize(topic.name(), record.value());
            if (value == null) {
                throw new SerializationException("A record of topic " + topic + " has no value");
            }
            Admission admission = handler.handle(value, record.headers(), ticket);
            if (admission == Admission.LATER) {
                tracker.withdrawn(record.offset());
            }
            return admission;
        } catch (RuntimeException e) {
            ticket.giveUp(e);
            return Admission.TAKEN;
        }
    }

    private void commitNowAndThen() {
        long now = System.nanoTime();
        if (now - lastCommitNanos < COMMIT_INTERVAL.toNanos()) {
            return;
        }
        lastCommitNanos = now;
        Map<TopicPartition, OffsetAndMetadata> moved = offsets.toCommit(offsets.partitions());
        if (!moved.isEmpty()) {
            // the callback runs in a later poll, on this thread
            consumer.commitAsync(moved, (committed, error) -> {
                if (error != null) {
                    LOGGER.debug("Committing {} again", committed, error);
                    offsets.notCommitted(committed.keySet());
                }
            });
        }
    }

    private void commitNow(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> moved = offsets.toCommit(partitions);
        try {
            if (!moved.isEmpty()) {
                consumer.commitSync(moved, CLOSE_PATIENCE);
            }
        } catch (KafkaException e) {
            LOGGER.warn("Not committed: {}; these records of {} will be served again", e.getMessage(), topic);
        }
    }

    private void leave() {
        commitNow(List.copyOf(offsets.partitions()));
        try {
            // a static member stays in the group unless told to go; others would wait for its session to end
            consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSE_PATIENCE));
        } catch (KafkaException e) {
            LOGGER.debug("While leaving the group of {}", topic, e);
        }
    }

    /** Commits what is finished and leaves the group. */
    @Override
    public void close() {
        reading = false;
        closing = true;
        try {
            thread.join(CLOSE_PATIENCE.toMillis() * 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commitNow(partitions);
            offsets.drop(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            offsets.drop(partitions);
        }
    }
}
