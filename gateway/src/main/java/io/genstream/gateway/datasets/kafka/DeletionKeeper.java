package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what was deleted from dataset-records goes, whoever deleted it: repeats deletions that a client put on another
 * partition than their records, has the revision counted anew, and keeps idle partitions forgetting ({@link Ticks}). Reads the topic once from its beginning, on a thread of its
 * own, and then follows it. Every gateway has one; several do no harm.
 */
public final class DeletionKeeper implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeletionKeeper.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);
    private static final Duration SETTINGS_FOR = Duration.ofMinutes(1);
    private static final Duration PROMISE = Duration.ofMinutes(70);

    private final KafkaConnection connection;
    private final String clientId;
    private final DatasetLog log;
    private final Revisions revisions;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<String> deletedOf = new HashSet<>();
    private final Thread thread = new Thread(this::run, "deletion-keeper");
    private volatile boolean closing;
    private Forgetting forgetting;
    private Instant settingsUntil = Instant.MIN;
    private Instant nextSettling = Instant.MIN;

    /** @param log that is written to */
    public DeletionKeeper(
            KafkaConnection connection, String clientId, DatasetLog log, MeterRegistry registry, Clock clock) {
        this.connection = connection;
        this.clientId = clientId;
        this.log = log;
        this.revisions = new Revisions(log, clock);
        this.registry = registry;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public DeletionKeeper start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<String, byte[]> consumer = consumer("-deletions")) {
                follow(consumer);
            } catch (RuntimeException e) {
                pauseAfter(e);
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer(String what) {
        Map<String, Object> configs = connection.consumer(clientId + what, null);
        configs.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20); // it has time, and needs no pictures
        return new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DATASET_RECORDS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Ticks ticks = new Ticks(partitions.size());
        boolean caughtUp = false;
        while (!closing) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                ticks.see(record);
                see(record, partitions.size());
            }
            caughtUp = caughtUp || partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
            if (caughtUp) { // before, what is old may be overtaken further on
                settle();
                tick(ticks);
            }
        }
    }

    private void see(ConsumerRecord<String, byte[]> record, int partitions) {
        if (record.key() == null || Ticks.isTick(record)) {
            return;
        }
        boolean deletion = record.value() == null;
        int slash = record.key().indexOf('/');
        if (deletion && slash > 0) {
            deletedOf.add(record.key().substring(0, slash));
        }
        if (Topic.partitionOf(record.key(), partitions) != record.partition()) {
            registry.counter("genstream.gateway.dataset.misplaced", "what", deletion ? "deletion" : "picture")
                    .increment();
            if (!deletion) {
                LOGGER.warn(
                        "Record {}-{}@{} lies on another partition than its key's: it counts, and is deleted where it"
                                + " lies; set partitioner=murmur2_random in the client that wrote it (docs/topics.md)",
                        record.topic(),
                        record.partition(),
                        record.offset());
            }
        }
    }

    private void settle() {
        if (deletedOf.isEmpty() || clock.instant().isBefore(nextSettling)) {
            return;
        }
        nextSettling = clock.instant().plus(SETTLE_EVERY);
        for (Iterator<String> left = deletedOf.iterator(); left.hasNext(); ) {
            String datasetId = left.next();
            try {
                repeatElsewhere(datasetId);
                revisions.recount(datasetId);
                left.remove();
            } catch (DatasetException e) {
                nextSettling = clock.instant().plus(RETRY);
                if (e.reason() == DatasetException.Reason.DATASET_TOO_LARGE) {
                    left.remove(); // nor will it be smaller later
                }
                LOGGER.warn("Deletions of data set {} are looked after later: {}", datasetId, e.getMessage());
            }
        }
    }

    private void repeatElsewhere(String datasetId) {
        int repeated = log.repeatElsewhere(datasetId);
        if (repeated > 0) {
            registry.counter("genstream.gateway.dataset.deletions.repeated").increment(repeated);
            LOGGER.warn(
                    "{} deletions of data set {} lay on another partition than their records and were repeated there;"
                            + " set partitioner=murmur2_random in the client that wrote them (docs/topics.md)",
                    repeated,
                    datasetId);
        }
    }

    private void tick(Ticks ticks) {
        Instant now = clock.instant();
        if (now.isAfter(settingsUntil)) {
            learnSettings(now);
        }
        for (int partition : ticks.due(now, forgetting.roll(), forgetting.tick())) {
            long deletion = ticks.lastDeletion(partition);
            if (deletion >= 0 && !lies(partition, deletion)) {
                ticks.forgotten(partition, deletion);
            } else {
                log.append(new ProducerRecord<>(DatasetLog.RECORDS.name(), partition, ticks.key(partition), null));
            }
        }
    }

    private void learnSettings(Instant now) {
        Forgetting before = forgetting;
        forgetting = log.forgetting();
        settingsUntil = now.plus(SETTINGS_FOR.compareTo(forgetting.roll()) < 0 ? SETTINGS_FOR : forgetting.roll());
        if (!forgetting.equals(before) && forgetting.bytesGone().compareTo(PROMISE) > 0) {
            LOGGER.warn(
                    "By the settings of topic {} (segment.ms, max.compaction.lag.ms) a deleted picture stays on disk for"
                            + " up to {}; docs/deletion.md has those that Genstream would give it",
                    Topics.DATASET_RECORDS,
                    forgetting.bytesGone());
        }
    }

    /** Whether there is still a record at this offset. */
    private boolean lies(int partition, long offset) {
        TopicPartition where = new TopicPartition(Topics.DATASET_RECORDS.name(), partition);
        try (KafkaConsumer<String, byte[]> looker = consumer("-deletion")) {
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
        if (closing) {
            return;
        }
        LOGGER.warn("Deletions are not looked after for {} s: {}", RETRY.toSeconds(), e.toString());
        LOGGER.debug("Why deletions are not looked after", e);
        try {
            Thread.sleep(RETRY.toMillis());
        } catch (InterruptedException interrupted) {
            LOGGER.debug("The keeper of deletions ends");
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
