package io.genstream.trainer.dataset.kafka;

import io.genstream.model.pixels.PixelException;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.DatasetSource;
import io.genstream.trainer.kafka.BoundedView;
import io.genstream.trainer.kafka.DeadLetterWriter;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.TrainingData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a revision from topic dataset-records: from the beginning to the revision's end offsets, the latest value of each
 * key. Beyond them only deletions count: a person who asked for a picture to be deleted must not be learnt from, however
 * old the revision.
 *
 * <p>A record that cannot be read, or is not of the promised shape, is a dead letter and left out. Thread-safe; each read
 * opens a consumer of its own.
 */
public final class DatasetMaterialiser implements DatasetSource {
    private static final Logger LOGGER = LoggerFactory.getLogger(DatasetMaterialiser.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final int REMEMBERED_POISON = 10_000;

    private final KafkaConnection connection;
    private final String clientId;
    private final long maxBytes;
    private final DeadLetterWriter deadLetters;
    private final TrainerMetrics metrics;
    private final BoundedView<String, Boolean> reported;

    /** @param maxBytes of all pictures of a data set together: they are held in memory */
    public DatasetMaterialiser(
            KafkaConnection connection,
            String clientId,
            long maxBytes,
            DeadLetterWriter deadLetters,
            TrainerMetrics metrics) {
        this.connection = connection;
        this.clientId = clientId;
        this.maxBytes = maxBytes;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.reported = new BoundedView<>("reported-poison", REMEMBERED_POISON, metrics);
    }

    @Override
    public TrainingData materialise(DatasetRevision revision, BooleanSupplier cancelled) {
        Map<String, Object> configs = connection.consumer(clientId + "-dataset", null);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configs, new StringDeserializer(), new ByteArrayDeserializer())) {
            Reading reading = new Reading(revision, Topics.DATASET_RECORDS.deserializer(configs));
            readAll(consumer, reading, cancelled);
            return reading.trainingData();
        } catch (KafkaException e) {
            throw new DatasetException(
                    "data set " + revision.datasetId() + " cannot be read: " + e.getMessage(), true, e);
        }
    }

    private static void readAll(KafkaConsumer<String, byte[]> consumer, Reading reading, BooleanSupplier cancelled) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DATASET_RECORDS.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long lastRecordNanos = System.nanoTime();
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            if (cancelled.getAsBoolean()) {
                throw new DatasetException("reading was cancelled", false);
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(reading::accept);
            if (!records.isEmpty()) {
                lastRecordNanos = System.nanoTime();
            } else if (System.nanoTime() - lastRecordNanos > STALL.toNanos()) {
                throw new DatasetException(
                        "no record came for " + STALL.toSeconds() + " s: is the broker up, or a transaction open?",
                        true);
            }
        }
    }

    /** One pass over the topic. */
    private final class Reading {
        private final DatasetRevision revision;
        private final Deserializer<DatasetRecord> deserializer;
        private final String prefix;
        private final Map<String, TrainingPicture> pictures = new TreeMap<>();
        private long bytes;

        Reading(DatasetRevision revision, Deserializer<DatasetRecord> deserializer) {
            this.revision = revision;
            this.deserializer = deserializer;
            this.prefix = revision.datasetId() + "/";
        }

        void accept(ConsumerRecord<String, byte[]> record) {
            if (record.key() == null) {
                poison(record, new SerializationException("the record has no key"));
            } else if (record.key().startsWith(prefix)) {
                if (record.value() == null) {
                    replace(record.key(), null);
                    metrics.processed(record.topic());
                } else if (record.offset() < end(record.partition())) {
                    decode(record);
                }
            }
        }

        private long end(int partition) {
            return partition < revision.endOffsets().size()
                    ? revision.endOffsets().get(partition)
                    : 0;
        }

        private void decode(ConsumerRecord<String, byte[]> record) {
            try {
                DatasetRecord value = deserializer.deserialize(record.topic(), record.value());
                replace(record.key(), PictureDecoder.decode(value, revision));
                metrics.processed(record.topic());
            } catch (SerializationException | PixelException e) {
                poison(record, e);
            }
        }

        private void poison(ConsumerRecord<String, byte[]> record, RuntimeException error) {
            String place = record.partition() + "@" + record.offset();
            if (reported.get(place).isEmpty()) {
                deadLetters.write(record, error);
                reported.put(place, true);
            }
        }

        private void replace(String key, TrainingPicture picture) {
            TrainingPicture before = picture == null ? pictures.remove(key) : pictures.put(key, picture);
            bytes += (picture == null ? 0 : picture.raw().length) - (before == null ? 0 : before.raw().length);
            if (bytes > maxBytes) {
                throw new DatasetException(
                        "data set " + revision.datasetId() + " takes more than " + (maxBytes >> 20)
                                + " MiB: raise dataset.max.mib, and the heap with it",
                        false);
            }
        }

        TrainingData trainingData() {
            List<TrainingPicture> train =
                    pictures.values().stream().filter(TrainingPicture::train).toList();
            LOGGER.debug("Data set {}: {} of {} pictures are to learn from", prefix, train.size(), pictures.size());
            return new TrainingData(
                    revision.datasetId(),
                    revision.revision(),
                    revision.height(),
                    revision.width(),
                    revision.channels(),
                    revision.labelKind(),
                    revision.attributeNames(),
                    revision.licence(),
                    train.stream().map(TrainingPicture::raw).toArray(byte[][]::new),
                    train.stream().map(TrainingPicture::labels).toArray(float[][]::new));
        }
    }
}
