package io.genstream.eval.reference.kafka;

import io.genstream.eval.extractor.Canvas;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.reference.Dataset;
import io.genstream.eval.reference.DatasetRevision;
import io.genstream.eval.reference.EvenSample;
import io.genstream.eval.reference.LabelledImages;
import io.genstream.eval.reference.RevisionSource;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.LatestRecords;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.Split;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Materialises a revision: the last record of each key below the end offsets, in the order of their keys so that seeded choices
 * do not depend on compaction. Beyond them only deletions count: a picture that was deleted is no reference either. Thread-safe.
 */
public final class DatasetRecordsReader implements RevisionSource {
    private static final Logger LOGGER = LoggerFactory.getLogger(DatasetRecordsReader.class);

    /** Of a larger data set an even sample is held: more would push the service out of memory and tell little more. */
    private static final long MAX_BYTES = 128L << 20;

    private final KafkaConnection connection;
    private final TopicScan scan;
    private final DeadLetters deadLetters;

    public DatasetRecordsReader(KafkaConnection connection, String clientId, DeadLetters deadLetters) {
        this.connection = connection;
        this.scan = new TopicScan(connection, clientId);
        this.deadLetters = deadLetters;
    }

    /** An image of the split it is for. */
    private record Entry(Split split, LabelledImages.Labelled image) {}

    @Override
    public Dataset read(DatasetRevision revision, Canvas canvas) throws InterruptedException {
        ImageShape shape = canvas.shape();
        long imageBytes = (long) shape.height() * shape.width() * shape.channels();
        EvenSample<Entry> entries = new EvenSample<>(MAX_BYTES / imageBytes);
        Deserializer<DatasetRecord> deserializer = Topics.DATASET_RECORDS.deserializer(connection.properties());
        Reading reading = new Reading(revision, canvas, deserializer, entries);
        try {
            List<Long> unused = scan.run(Topics.DATASET_RECORDS, List.of(), record -> {
                if (record.value() == null || record.offset() < revision.endOffset(record.partition())) {
                    reading.take(record);
                }
            });
        } catch (InterruptException e) {
            throw new InterruptedException("closing");
        }
        if (entries.oneIn() > 1) {
            LOGGER.info(
                    "Data set {} is large: one in {} of its pictures is what its models are measured against",
                    revision,
                    entries.oneIn());
        }
        return new Dataset(revision, split(entries, Split.TRAIN), split(entries, Split.TEST));
    }

    private static LabelledImages split(EvenSample<Entry> entries, Split split) {
        List<LabelledImages.Labelled> images = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.split() == split) {
                images.add(entry.image());
            }
        }
        return LabelledImages.of(images);
    }

    /** One pass over the records. */
    private final class Reading {
        private final DatasetRevision revision;
        private final Canvas canvas;
        private final Deserializer<DatasetRecord> deserializer;
        private final EvenSample<Entry> entries;
        private final LatestRecords latest = new LatestRecords();

        Reading(
                DatasetRevision revision,
                Canvas canvas,
                Deserializer<DatasetRecord> deserializer,
                EvenSample<Entry> entries) {
            this.revision = revision;
            this.canvas = canvas;
            this.deserializer = deserializer;
            this.entries = entries;
        }

        void take(ConsumerRecord<String, byte[]> record) {
            String key = record.key();
            if (key == null
                    || !key.startsWith(revision.datasetId() + "/")
                    || !entries.wants(key)
                    || !latest.take(record)) {
                return;
            }
            try {
                DatasetRecord read = deserializer.deserialize(record.topic(), record.value());
                if (read == null) {
                    entries.remove(key);
                } else {
                    entries.put(key, new Entry(read.getSplit(), labelled(read)));
                }
            } catch (RuntimeException e) {
                if (deadLetters.hasRoom()) { // what has none is met again when the data set is read next
                    var unused = deadLetters.keep(record, e);
                }
            }
        }

        private LabelledImages.Labelled labelled(DatasetRecord record) {
            ByteBuffer buffer = record.getImage().duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            Pixels image = ImageCodec.decode(
                    Encoding.valueOf(record.getEncoding().name()),
                    bytes,
                    record.getHeight(),
                    record.getWidth(),
                    record.getChannels());
            return new LabelledImages.Labelled(canvas.fit(image).raw(), label(record.getLabels()));
        }

        private int label(List<Float> labels) {
            if (labels.size() != 1 || revision.classNames().isEmpty()) {
                return -1;
            }
            int label = Math.round(labels.get(0));
            return label >= 0 && label < revision.classNames().size() ? label : -1;
        }
    }
}
