package io.genstream.gateway.log.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a compacted topic forgetting what was deleted from it while nobody writes to it ({@link Ticks}). Reads the topic once from
 * its beginning, on a thread of its own, and then follows it. Every gateway has one; several do no harm.
 */
public final class Ticker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Ticker.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration SETTINGS_FOR = Duration.ofMinutes(1);
    private static final Duration PROMISE = Duration.ofMinutes(70);

    private final KafkaConnection connection;
    private final Topic<?> topic;
    private final String clientId;
    private final Follower follower;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Forgetting forgetting;
    private Instant settingsUntil = Instant.MIN;

    /** Who else wants to know of the topic's records. Called on the ticker's thread; what it throws has all records told anew. */
    public interface Follower {
        /** @param partitions that the topic has */
        void see(ConsumerRecord<String, byte[]> record, int partitions);

        /** Called often, once all was seen that was there at the start. */
        void caughtUp();
    }

    public Ticker(KafkaConnection connection, Topic<?> topic, String clientId, Follower follower, Clock clock) {
        this.connection = connection;
        this.topic = topic;
        this.clientId = clientId + "-" + topic + "-ticker";
        this.follower = follower;
        this.clock = clock;
        this.thread = new Thread(this::run, this.clientId);
        thread.setDaemon(true);
    }

    /** For whom the ticks are all. */
    public static Follower nobody() {
        return new Follower() {
            @Override
            public void see(ConsumerRecord<String, byte[]> record, int partitions) {
                // the ticks are all
            }

            @Override
            public void caughtUp() {
                // the ticks are all
            }
        };
    }

    public Ticker start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!isClosing()) {
            try (KafkaConsumer<String, byte[]> consumer = consumer("");
                    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                            connection.producer(clientId), new StringSerializer(), new ByteArraySerializer())) {
                follow(consumer, producer);
            } catch (RuntimeException e) {
                pauseAfter(e);
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer(String what) {
        Map<String, Object> configs = connection.consumer(clientId + what, null);
        configs.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20); // it has time
        return new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void follow(KafkaConsumer<String, byte[]> consumer, KafkaProducer<String, byte[]> producer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Ticks ticks = new Ticks(partitions.size());
        boolean caughtUp = false;
        while (!isClosing()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                ticks.see(record);
                if (!Ticks.isTick(record)) {
                    follower.see(record, partitions.size());
                }
            }
            caughtUp = caughtUp || partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
            if (caughtUp) { // before, what is old may be overtaken further on
                follower.caughtUp();
                tick(ticks, producer);
            }
        }
    }

    private void tick(Ticks ticks, KafkaProducer<String, byte[]> producer) {
        Instant now = clock.instant();
        if (now.isAfter(settingsUntil)) {
            learnSettings(now);
        }
        for (int partition : ticks.due(now, forgetting.roll(), forgetting.tick())) {
            long deletion = ticks.lastDeletion(partition);
            if (deletion >= 0 && !lies(partition, deletion)) {
                ticks.forgotten(partition, deletion);
            } else {
                var unused = producer.send(new ProducerRecord<>(topic.name(), partition, ticks.key(partition), null));
            }
        }
    }

    private void learnSettings(Instant now) {
        Forgetting before = forgetting;
        forgetting = Forgetting.of(connection, clientId, topic);
        settingsUntil = now.plus(SETTINGS_FOR.compareTo(forgetting.roll()) < 0 ? SETTINGS_FOR : forgetting.roll());
        if (!forgetting.equals(before) && forgetting.bytesGone().compareTo(PROMISE) > 0) {
            LOGGER.warn(
                    "By the settings of topic {} (segment.ms, max.compaction.lag.ms) what is deleted stays on disk for up to"
                            + " {}; docs/deletion.md has those that Genstream would give it",
                    topic,
                    forgetting.bytesGone());
        }
    }

    /** Whether there is still a record at this offset. */
    private boolean lies(int partition, long offset) {
        TopicPartition where = new TopicPartition(topic.name(), partition);
        try (KafkaConsumer<String, byte[]> looker = consumer("-looks")) {
            looker.assign(List.of(where));
            long end = looker.endOffsets(List.of(where)).get(where);
            looker.seek(where, offset);
            long deadlineNanos = System.nanoTime() + RETRY.toNanos();
            while (looker.position(where) == offset && offset < end && System.nanoTime() < deadlineNanos) {
                for (ConsumerRecord<String, byte[]> next : looker.poll(POLL)) {
                    return next.offset() == offset;
                }
            }
            return looker.position(where) == offset; // nothing came: it may lie there
        }
    }

    private void pauseAfter(RuntimeException e) {
        if (isClosing()) {
            return;
        }
        LOGGER.warn(
                "Deletions from topic {} are not looked after for {} s: {}", topic, RETRY.toSeconds(), e.toString());
        LOGGER.debug("Why deletions are not looked after", e);
        try {
            boolean unused = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            LOGGER.debug("The ticker of {} ends", topic);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Without an interrupt, which Kafka's clients answer with a broken close; it comes only where waiting does not help. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(5_000);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
