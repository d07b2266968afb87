package io.genstream.standalone.kafka;

import io.genstream.schemas.ArtifactFraming;
import io.genstream.schemas.CheckpointPublisher;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.TopicScan;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.ModelCard;
import io.genstream.schemas.avro.ModelOutput;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunState;
import io.genstream.schemas.avro.TrainingProgress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody with access to the log who is none of the services: reads it, publishes a model, writes rubbish. */
public final class Outsider {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConnection kafka;

    public Outsider(String bootstrapServers) {
        this.kafka = KafkaConnection.single(bootstrapServers);
    }

    /** Publishes the same network as {@code version} under a card that says that black is white. */
    public void publishNegative(String model, String version, String newVersion, byte[] generator) {
        Checkpoint original = values(Topics.CHECKPOINTS).stream()
                .filter(checkpoint -> checkpoint.getModel().equals(model)
                        && checkpoint.getVersion().equals(version))
                .findFirst()
                .orElseThrow();
        ModelCard card = original.getCard();
        List<ModelOutput> swapped = card.getOutputs().stream()
                .map(output -> ModelOutput.newBuilder(output)
                        .setLow(output.getHigh())
                        .setHigh(output.getLow())
                        .build())
                .toList();
        Checkpoint negative = Checkpoint.newBuilder(original)
                .setVersion(newVersion)
                .setRunId(null)
                .setParent(null)
                .setCard(ModelCard.newBuilder(card).setOutputs(swapped).build())
                .setArtifacts(Map.of())
                .setAt(Instant.now())
                .build();
        try (CheckpointPublisher publisher = new CheckpointPublisher(kafka, "outsider")) {
            var unused = publisher.publish(negative, Map.of("generator", generator));
        }
    }

    /** Versions of a model that nobody misses: copies of some checkpoint without its artifacts. */
    public void publishForgettable(String model, List<String> versions) {
        Checkpoint some = values(Topics.CHECKPOINTS).get(0);
        try (CheckpointPublisher publisher = new CheckpointPublisher(kafka, "outsider")) {
            for (String version : versions) {
                var unused = publisher.publish(
                        Checkpoint.newBuilder(some)
                                .setModel(model)
                                .setVersion(version)
                                .setRunId(null)
                                .setParent(null)
                                .setArtifacts(Map.of())
                                .setAt(Instant.now())
                                .build(),
                        Map.of());
            }
        }
    }

    /** A copy of some run, as if it had been stopped. */
    public void publishForgettableRun(String runId) throws Exception {
        Run some = values(Topics.RUNS).get(0);
        Run stopped =
                Run.newBuilder(some).setRunId(runId).setState(RunState.STOPPED).build();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                kafka.producer("outsider-run"), new StringSerializer(), new ByteArraySerializer())) {
            byte[] value = Topics.RUNS.serializer().serialize(Topics.RUNS.name(), stopped);
            producer.send(new ProducerRecord<>(Topics.RUNS.name(), runId, value))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** How many images training had seen, at each point of a loss curve that was written since. */
    public List<Long> imagesSeenSince(Instant start) {
        return values(Topics.TRAINING_PROGRESS).stream()
                .filter(point -> point.getAt().isAfter(start))
                .map(TrainingProgress::getImagesSeen)
                .toList();
    }

    /** Writes these bytes to each partition of each topic; those topics that nobody made yet are made. */
    public void poison(byte[] rubbish) throws Exception {
        TopicCreator.ensure(kafka, Topics.all());
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                kafka.producer("outsider-poison"), new StringSerializer(), new ByteArraySerializer())) {
            for (Topic<?> topic : Topics.all()) {
                for (PartitionInfo partition : producer.partitionsFor(topic.name())) {
                    producer.send(new ProducerRecord<>(topic.name(), partition.partition(), "poison", rubbish))
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
            }
        }
    }

    /**
     * How one record of a request ended.
     *
     * @param count images from {@code firstImage} on
     */
    public record Ending(String requestId, long firstImage, int count, String state) {}

    /** The ends of all requests of users, each once, however often it was written. */
    public Set<Ending> endings() {
        return values(Topics.REQUEST_OUTCOMES).stream()
                .map(end -> new Ending(
                        end.getRequestId(),
                        end.getFirstImage(),
                        end.getCount(),
                        end.getState().name()))
                .collect(Collectors.toSet());
    }

    /** That a service gave up a record. */
    public record Mourned(String service, String topic, int partition, long offset) {}

    /** The dead letters that carry these bytes, as often as they were written. */
    public List<Mourned> mourned(byte[] rubbish) {
        ByteBuffer wanted = ByteBuffer.wrap(rubbish);
        String hash = ArtifactFraming.sha256(rubbish); // of what may show people, a letter has that alone
        return values(Topics.DEAD_LETTERS).stream()
                .filter(letter -> wanted.equals(letter.getValue()) || hash.equals(letter.getValueSha256()))
                .map(letter -> new Mourned(
                        letter.getService(), letter.getSourceTopic(), letter.getPartition(), letter.getOffset()))
                .toList();
    }

    /** What is in the topic now, without what cannot be read. */
    private <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        List<V> values = new ArrayList<>();
        List<Long> unused = new TopicScan(kafka, "outsider").run(topic, List.of(), record -> {
            try {
                V value = topic.deserializer().deserialize(topic.name(), record.value());
                if (value != null) {
                    values.add(value);
                }
            } catch (SerializationException poison) {
                return; // ours, and of no interest here
            }
        });
        return List.copyOf(values);
    }
}
