package io.genstream.schemas;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic once, up to where it ends when the scan begins: committed records only, and none beyond that end. Positions
 * count, not records, so compaction's gaps and the markers of transactions hold nothing up.
 *
 * <p>Every method blocks, and throws Kafka's exceptions; a broker that sends nothing for a while is a {@link TimeoutException}
 * that says where the scan stands. Thread-safe: each scan opens a consumer of its own.
 */
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);
    static final Duration STALL = Duration.ofSeconds(30);

    private final KafkaConnection connection;
    private final String clientId;
    private final Duration stall;

    public TopicScan(KafkaConnection connection, String clientId) {
        this(connection, clientId, STALL);
    }

    TopicScan(KafkaConnection connection, String clientId, Duration stall) {
        this.connection = connection;
        this.clientId = clientId;
        this.stall = stall;
    }

    /** As the next one, and nobody cancels it. */
    public List<Long> run(Topic<?> topic, List<Long> from, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        return run(topic, from, () -> false, visitor);
    }

    /**
     * @param from the first offset to read, by partition; from the beginning beyond the list, and where the topic ends before
     *     that offset, since then it is another topic of that name
     * @param cancelled asked between polls
     * @return the end offsets, exclusive, by partition
     * @throws CancellationException if it was cancelled
     */
    public List<Long> run(
            Topic<?> topic,
            List<Long> from,
            BooleanSupplier cancelled,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        return run(topic, from, cancelled, false, visitor);
    }

    /**
     * As {@link #run}, and waits for transactions that are open. Whoever has fenced another writer and must know all that it
     * wrote needs this: a third one's transaction that began earlier hides it.
     */
    public List<Long> runPastTransactions(
            Topic<?> topic, List<Long> from, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        return run(topic, from, () -> false, true, visitor);
    }

    /** As the next one, and nobody stops it. */
    public void tail(
            Collection<TopicPartition> partitions, long records, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        boolean unused = tail(partitions, records, () -> false, visitor);
    }

    /**
     * The last records of each partition, as many as asked for or a few less (markers of transactions count).
     *
     * @param stop asked between polls
     * @return false where it was stopped
     */
    public boolean tail(
            Collection<TopicPartition> partitions,
            long records,
            BooleanSupplier stop,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try (Opened opened = new Opened("tail")) {
            opened.consumer.assign(partitions);
            Map<TopicPartition, Long> begins = opened.consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = opened.consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                opened.consumer.seek(partition, Math.max(begins.get(partition), ends.get(partition) - records));
            }
            return read(opened.consumer, ends, stop, stall, visitor);
        }
    }

    private List<Long> run(
            Topic<?> topic,
            List<Long> from,
            BooleanSupplier cancelled,
            boolean pastTransactions,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        try (Opened opened = new Opened(topic.name())) {
            List<TopicPartition> partitions = partitions(opened.consumer, topic);
            opened.consumer.assign(partitions);
            Map<TopicPartition, Long> begins = opened.consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends =
                    pastTransactions ? writtenEnds(partitions) : opened.consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                long known = partition.partition() < from.size() ? from.get(partition.partition()) : 0;
                long begin = begins.get(partition);
                opened.consumer.seek(partition, known > ends.get(partition) ? begin : Math.max(begin, known));
            }
            boolean complete = read(opened.consumer, ends, cancelled, stall, visitor);
            if (!complete) {
                throw new CancellationException("Reading topic " + topic + " was cancelled");
            }
            return partitions.stream().map(ends::get).toList();
        }
    }

    /** The end that a reader of committed records sees lies before the first open transaction; this one does not. */
    private Map<TopicPartition, Long> writtenEnds(List<TopicPartition> partitions) {
        Map<String, Object> configs = connection.consumer(clientId + "-ends", null);
        configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (var consumer = new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            return consumer.endOffsets(partitions);
        }
    }

    /**
     * Reads what is assigned from where it stands.
     *
     * @param stop asked between polls
     * @return false where it was stopped
     */
    static boolean read(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            BooleanSupplier stop,
            Duration stall,
            Consumer<ConsumerRecord<String, byte[]>> visitor) {
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        consumer.resume(open); // an earlier scan of this consumer paused them
        long stoodAt = -1;
        long movedNanos = System.nanoTime();
        while (true) {
            long standsAt = ends.keySet().stream().mapToLong(consumer::position).sum();
            Set<TopicPartition> finished = new HashSet<>(open);
            finished.removeIf(partition -> consumer.position(partition) < ends.get(partition));
            open.removeAll(finished);
            consumer.pause(finished); // what comes after the end is not asked for
            if (open.isEmpty()) {
                return true;
            }
            if (stop.getAsBoolean()) {
                return false;
            }
            if (standsAt != stoodAt) {
                stoodAt = standsAt;
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > stall.toNanos()) {
                throw stalled(open.iterator().next(), consumer, ends, stall);
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    visitor.accept(record);
                }
            }
        }
    }

    private static TimeoutException stalled(
            TopicPartition where,
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Duration stall) {
        return new TimeoutException("Topic " + where.topic() + ", partition " + where.partition()
                + ": nothing came for " + stall.toSeconds() + " s at offset " + consumer.position(where) + " of "
                + ends.get(where) + ": is the broker up, or a transaction open?");
    }

    static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic<?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    /** A consumer that does not wait for its last fetch when it is closed: without a group there is nothing to leave. */
    private final class Opened implements AutoCloseable {
        private final KafkaConsumer<String, byte[]> consumer;

        Opened(String what) {
            this.consumer = new KafkaConsumer<>(
                    connection.consumer(clientId + "-" + what, null),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
