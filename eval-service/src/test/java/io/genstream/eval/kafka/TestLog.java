package io.genstream.eval.kafka;

import io.genstream.eval.Digits;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.VersionDeletion;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads real records, as the other services would. */
public final class TestLog implements AutoCloseable {
    private final KafkaConnection connection;
    private final KafkaProducer<String, byte[]> producer;

    public TestLog(String bootstrap) {
        this.connection = KafkaConnection.single(bootstrap);
        this.producer =
                new KafkaProducer<>(connection.producer("test"), new StringSerializer(), new ByteArraySerializer());
    }

    public <V extends SpecificRecord> Future<?> send(Topic<V> topic, String key, V value) {
        return producer.send(
                new ProducerRecord<>(topic.name(), key, topic.serializer().serialize(topic.name(), value)));
    }

    /** As the gateway deletes a version by a person's word. */
    public void deleteVersion(String model, String version) throws Exception {
        ProducerRecord<String, byte[]> tombstone =
                new ProducerRecord<>(Topics.CHECKPOINTS.name(), model + "/" + version, null);
        VersionDeletion.markByHand(tombstone);
        producer.send(tombstone).get();
    }

    /** As the trainer drops an old one. */
    public void dropVersion(String model, String version) throws Exception {
        producer.send(new ProducerRecord<>(Topics.CHECKPOINTS.name(), model + "/" + version, null))
                .get();
    }

    /** Keys whose last record is not null. */
    public Set<String> keys(Topic<?> topic) {
        Set<String> keys = new TreeSet<>();
        List<Long> unused = new TopicScan(connection, "test-keys").run(topic, List.of(), record -> {
            if (record.value() == null) {
                keys.remove(record.key());
            } else {
                keys.add(record.key());
            }
        });
        return keys;
    }

    public void sendPoison(Topic<?> topic, String key, String poison) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), key, poison.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    /** Everything readable that is in the topic now. */
    public <V extends SpecificRecord> List<V> readAll(Topic<V> topic) {
        List<V> values = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                connection.consumer("test-reader", null), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    decode(topic, record, values);
                }
            }
        }
        return values;
    }

    private static <V extends SpecificRecord> void decode(
            Topic<V> topic, ConsumerRecord<String, byte[]> record, List<V> values) {
        try {
            V value = topic.deserializer().deserialize(topic.name(), record.value());
            if (value != null) {
                values.add(value);
            }
        } catch (SerializationException poison) {
            // other tests' poison
            assert record.value() != null;
        }
    }

    /** Imports the digits as the gateway does, and publishes the revision. */
    public void importDigits(String datasetId, long revision, Digits train, Digits test) throws Exception {
        importSplit(datasetId, Split.TRAIN, train);
        importSplit(datasetId, Split.TEST, test);
        producer.flush();
        publishRevision(datasetId, revision, 28, 1);
    }

    public void publishRevision(String datasetId, long revision, int size, int channels) throws Exception {
        List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        publishRevision(datasetId, revision, new ImageShape(size, size, channels), digits);
    }

    /** Everything sent so far is the revision. */
    public void publishRevision(String datasetId, long revision, ImageShape shape, List<String> classNames)
            throws Exception {
        producer.flush();
        send(
                        Topics.DATASET_UPDATES,
                        datasetId,
                        DatasetUpdate.newBuilder()
                                .setDatasetId(datasetId)
                                .setRevision(revision)
                                .setEndOffsets(ends())
                                .setCounts(Map.of())
                                .setLabelKind(LabelKind.CLASS)
                                .setAttributeNames(classNames)
                                .setHeight(shape.height())
                                .setWidth(shape.width())
                                .setChannels(shape.channels())
                                .setAt(Instant.EPOCH)
                                .build())
                .get();
    }

    public void deleteRecord(String key) throws Exception {
        producer.send(new ProducerRecord<>(Topics.DATASET_RECORDS.name(), key, null))
                .get();
    }

    private void importSplit(String datasetId, Split split, Digits digits) {
        for (int i = 0; i < digits.labels().length; i++) {
            String recordId = split.name().toLowerCase(Locale.ROOT) + "-" + i;
            importPicture(datasetId, recordId, digits.images().get(i), digits.labels()[i], split);
        }
    }

    public void importPicture(String datasetId, String recordId, Pixels picture, int label, Split split) {
        DatasetRecord record = DatasetRecord.newBuilder()
                .setDatasetId(datasetId)
                .setRecordId(recordId)
                .setImage(ByteBuffer.wrap(picture.raw()))
                .setEncoding(Encoding.RAW)
                .setHeight(picture.height())
                .setWidth(picture.width())
                .setChannels(picture.channels())
                .setLabels(List.of((float) label))
                .setSplit(split)
                .build();
        Future<?> sent = send(Topics.DATASET_RECORDS, datasetId + "/" + recordId, record);
        assert sent != null;
    }

    private List<Long> ends() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                connection.consumer("test-ends", null), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DATASET_RECORDS.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return partitions.stream().map(ends::get).toList();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
