package io.genstream.trainer.dataset.kafka;

import io.genstream.model.pixels.PixelException;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.LatestRecords;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.Datasets;
import io.genstream.trainer.dataset.cache.CacheWriter;
import io.genstream.trainer.dataset.cache.CachedRecords.Place;
import io.genstream.trainer.dataset.cache.PictureCache;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.pictures.PictureStore;
import io.genstream.trainer.pictures.PrefetchedPictures;
import io.genstream.trainer.pictures.StoredPictures;
import io.genstream.trainer.recipe.TrainingSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a revision from topic dataset-records: from the beginning to the revision's end offsets, the latest value of each
 * key. Beyond them only deletions count: a person who asked for a picture to be deleted must not be learnt from, however
 * old the revision.
 *
 * <p>A record that cannot be read, or is not of the promised shape, is a dead letter and left out. Thread-safe; each read
 * opens a consumer of its own.
 */
public final class DatasetMaterialiser implements Datasets.Reader {
    private final KafkaConnection connection;
    private final RecordScan scan;
    private final PictureCache.Settings settings;
    private final PictureCache cache;
    private final DeletionWatch deletions;
    private final DeadLetters deadLetters;
    private final TrainerMetrics metrics;

    public DatasetMaterialiser(
            KafkaConnection connection,
            String clientId,
            PictureCache.Settings settings,
            PictureCache cache,
            DeadLetters deadLetters,
            TrainerMetrics metrics) {
        this.connection = connection;
        this.scan = new RecordScan(connection, clientId);
        this.settings = settings;
        this.cache = cache;
        this.deletions = new DeletionWatch(scan, cache);
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /** Holds cached pictures against deletions, now and then; close it before the cache. */
    public DeletionWatch deletions() {
        return deletions;
    }

    @Override
    public TrainingSource open(DatasetRevision revision, BooleanSupplier cancelled) {
        return new Source(revision, cancelled);
    }

    /** Everything up to the revision's end offsets, and every deletion. Returns the end offsets of the log. */
    private List<Long> read(DatasetRevision revision, BooleanSupplier cancelled, CacheWriter pictures) {
        Deserializer<DatasetRecord> deserializer =
                Topics.DATASET_RECORDS.deserializer(connection.consumer("dataset", null));
        String prefix = revision.datasetId() + "/";
        LatestRecords latest = new LatestRecords();
        return scan.run(List.of(), cancelled, record -> {
            if (record.key() == null) {
                keep(record, new SerializationException("the record has no key"));
            } else if (record.key().startsWith(prefix)) {
                take(record, revision, latest, deserializer, pictures);
            }
        });
    }

    private void take(
            ConsumerRecord<String, byte[]> record,
            DatasetRevision revision,
            LatestRecords latest,
            Deserializer<DatasetRecord> deserializer,
            CacheWriter pictures) {
        boolean deletion = record.value() == null;
        if (!deletion && record.offset() >= revision.endOffset(record.partition()) || !latest.take(record)) {
            return;
        }
        if (deletion) {
            pictures.remove(record.key());
            metrics.processed(record.topic());
        } else {
            try {
                DatasetRecord value = deserializer.deserialize(record.topic(), record.value());
                pictures.put(
                        record.key(),
                        new Place(record.partition(), record.offset()),
                        PictureDecoder.decode(value, revision));
                metrics.processed(record.topic());
            } catch (SerializationException | PixelException e) {
                keep(record, e);
            }
        }
    }

    /** What has no room now is met again when the data set is read next. */
    private void keep(ConsumerRecord<String, byte[]> record, RuntimeException error) {
        if (deadLetters.hasRoom()) {
            var unused = deadLetters.keep(record, error);
        }
    }

    /** One revision, read when it is asked for. */
    private final class Source implements TrainingSource {
        private final DatasetRevision revision;
        private final BooleanSupplier cancelled;

        Source(DatasetRevision revision, BooleanSupplier cancelled) {
            this.revision = revision;
            this.cancelled = cancelled;
        }

        @Override
        public PictureFacts facts() {
            return new PictureFacts(
                    revision.datasetId(),
                    revision.revision(),
                    revision.licence(),
                    revision.labelKind(),
                    revision.attributeNames(),
                    revision.height(),
                    revision.width(),
                    revision.channels());
        }

        @Override
        public PictureSet pictures(PictureForm form, Augmentation augmentation, Condition condition) {
            deletions.purge(cancelled);
            PictureStore store = cache.find(revision, form).orElseGet(() -> written(form));
            return new PrefetchedPictures(
                    new StoredPictures(facts(), form.side(), store, augmentation, condition), settings.threads());
        }

        private PictureStore written(PictureForm form) {
            try (CacheWriter writer = cache.writer(revision, form)) {
                return writer.finish(read(revision, cancelled, writer));
            }
        }
    }
}
