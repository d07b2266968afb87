package io.genstream.trainer.testing;

import io.genstream.broker.TestBroker;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.DeadLetter;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.Recipe;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunCommand;
import io.genstream.schemas.avro.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32;
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

/** The embedded broker as everybody around the trainer sees it. */
public final class Cluster implements AutoCloseable {
    public final KafkaConnection connection;
    private final KafkaProducer<String, byte[]> producer;

    public Cluster() {
        this(TestBroker.bootstrap());
    }

    public Cluster(String bootstrapServers) {
        connection = KafkaConnection.single(bootstrapServers);
        TopicCreator.ensure(connection, Topics.all());
        producer = new KafkaProducer<>(connection.producer("test"), new StringSerializer(), new ByteArraySerializer());
    }

    public <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        writeBytes(topic, null, key, topic.serializer().serialize(topic.name(), value));
    }

    public void writeBytes(Topic<?> topic, Integer partition, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), partition, key, value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Grey or colour, by the number of bytes. */
    public void picture(String datasetId, String recordId, Split split, int side, byte[] raw, float label) {
        write(
                Topics.DATASET_RECORDS,
                datasetId + "/" + recordId,
                DatasetRecord.newBuilder()
                        .setDatasetId(datasetId)
                        .setRecordId(recordId)
                        .setImage(ByteBuffer.wrap(raw))
                        .setEncoding(Encoding.RAW)
                        .setHeight(side)
                        .setWidth(side)
                        .setChannels(raw.length / (side * side))
                        .setLabels(List.of(label))
                        .setSplit(split)
                        .build());
    }

    /** Says that the data set is everything up to here. */
    public void revision(String datasetId, long revision, int side, int classes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            names.add("class " + i);
        }
        revision(datasetId, revision, side, 1, names);
    }

    public void revision(String datasetId, long revision, int side, int channels, List<String> names) {
        write(
                Topics.DATASET_UPDATES,
                datasetId,
                DatasetUpdate.newBuilder()
                        .setDatasetId(datasetId)
                        .setRevision(revision)
                        .setEndOffsets(endOffsets(Topics.DATASET_RECORDS))
                        .setCounts(Map.of())
                        .setLabelKind(LabelKind.CLASS)
                        .setAttributeNames(names)
                        .setHeight(side)
                        .setWidth(side)
                        .setChannels(channels)
                        .setLicence("CC0-1.0")
                        .setAt(Instant.now())
                        .build());
    }

    /** What the gateway leaves of a data set that was deleted. */
    public void deleteDataset(String datasetId) {
        write(
                Topics.DATASET_UPDATES,
                datasetId,
                DatasetUpdate.newBuilder(
                                latest(Topics.DATASET_UPDATES, datasetId).get(datasetId))
                        .setDeleted(true)
                        .build());
    }

    public void command(RunAction action, String runId, String recipe, Map<String, String> parameters) {
        command(action, runId, recipe, "", parameters);
    }

    public void command(
            RunAction action, String runId, String recipe, String datasetId, Map<String, String> parameters) {
        write(Topics.RUN_COMMANDS, recipe, runCommand(action, runId, recipe, datasetId, parameters));
    }

    /** As librdkafka partitions at its defaults (consistent_random): by CRC-32 of the key. */
    public void foreignCommand(RunAction action, String runId, String recipe, Map<String, String> parameters) {
        CRC32 crc = new CRC32();
        crc.update(recipe.getBytes(StandardCharsets.UTF_8));
        int partition = (int) (crc.getValue() % Topics.RUN_COMMANDS.partitions());
        RunCommand command = runCommand(action, runId, recipe, "", parameters);
        byte[] value = Topics.RUN_COMMANDS.serializer().serialize(Topics.RUN_COMMANDS.name(), command);
        writeBytes(Topics.RUN_COMMANDS, partition, recipe, value);
    }

    public void deleteRun(String runId, String recipe) {
        RunCommand command = runCommand(RunAction.STOP, runId, recipe, "", Map.of());
        write(
                Topics.RUN_COMMANDS,
                recipe,
                RunCommand.newBuilder(command).setDeletes(true).build());
    }

    private static RunCommand runCommand(
            RunAction action, String runId, String recipe, String datasetId, Map<String, String> parameters) {
        return RunCommand.newBuilder()
                .setCommandId(runId + "-" + action)
                .setAction(action)
                .setRunId(runId)
                .setRecipe(Recipe.newBuilder()
                        .setName(recipe)
                        .setDatasetId(datasetId)
                        .setModel("")
                        .setParameters(parameters)
                        .build())
                .setBy("a test")
                .setAt(Instant.now())
                .build();
    }

    private List<Long> endOffsets(Topic<?> topic) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return partitions.stream().map(ends::get).toList();
        }
    }

    /** The last value of each key that begins so; deleted keys are absent, what cannot be read is passed over. */
    public <V extends SpecificRecord> Map<String, V> latest(Topic<V> topic, String keyPrefix) {
        Map<String, V> values = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records(topic)) {
            if (record.key() == null || !record.key().startsWith(keyPrefix)) {
                continue;
            }
            try {
                V value = topic.deserializer().deserialize(topic.name(), record.value());
                values.remove(record.key());
                if (value != null) {
                    values.put(record.key(), value);
                }
            } catch (SerializationException ignored) {
                // another test's poison
            }
        }
        return values;
    }

    /** Dead letters of one source record's key. */
    public List<DeadLetter> deadLetters(Topic<?> source, String key) {
        List<DeadLetter> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records(Topics.DEAD_LETTERS)) {
            DeadLetter letter = Topics.DEAD_LETTERS.deserializer().deserialize(record.topic(), record.value());
            boolean sameKey = letter.getKey() != null
                    && letter.getKey().equals(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)));
            if (letter.getSourceTopic().equals(source.name()) && sameKey) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /** All records of a topic up to its end as it is now. */
    public List<ConsumerRecord<String, byte[]>> records(Topic<?> topic) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return Collections.unmodifiableList(all);
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic<?> topic) {
        return consumer.partitionsFor(topic.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                connection.consumer("test", null), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close();
    }
}
