package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.broker.TestBroker;
import io.genstream.schemas.avro.ArtifactRef;
import io.genstream.schemas.avro.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CheckpointPublisherIT {
    private static KafkaConnection connection;
    private final String model = "model-" + UUID.randomUUID();

    @BeforeAll
    static void createTopics() {
        connection = KafkaConnection.single(TestBroker.bootstrap());
        TopicCreator.ensure(connection, Topics.all());
    }

    @Test
    void publishesACheckpointWhoseArtifactsCanBeRead() throws Exception {
        byte[] generator = random(2_100_000);
        byte[] state = random(10);
        Checkpoint published = publish("v1", Map.of("generator", generator, "state", state));

        Checkpoint seen = follow(CheckpointPublisher.key(model, "v1"));

        assertThat(seen).isEqualTo(published);
        ArtifactReader reader = new ArtifactReader(connection, "test");
        assertThat(reader.read(seen.getArtifacts().get("generator"))).isEqualTo(generator);
        assertThat(reader.read(seen.getArtifacts().get("state"))).isEqualTo(state);
    }

    @Test
    void readsByKeyWhereTheOffsetHintMisses() {
        byte[] generator = random(1_500_000);
        ArtifactRef ref =
                publish("v1", Map.of("generator", generator)).getArtifacts().get("generator");
        publish("v2", Map.of("generator", random(900)));
        ArtifactRef beyondTheEnd = ArtifactRef.newBuilder(ref)
                .setFirstOffset(endOfPartition(ref.getPartition()))
                .setLastOffset(endOfPartition(ref.getPartition()) + 1)
                .build();
        ArtifactRef stale = ArtifactRef.newBuilder(ref)
                .setFirstOffset(ref.getFirstOffset() + 1_000_000)
                .setLastOffset(ref.getLastOffset() + 1_000_000)
                .build();
        ArtifactRef elsewhere =
                ArtifactRef.newBuilder(ref).setPartition(1 - ref.getPartition()).build();

        assertThat(new ArtifactReader(connection, "test").read(stale)).isEqualTo(generator);
        assertThat(new ArtifactReader(connection, "test").read(beyondTheEnd)).isEqualTo(generator);
        assertThat(new ArtifactReader(connection, "test").read(elsewhere)).isEqualTo(generator);
    }

    @Test
    void readsPastPoison() throws Exception {
        poisonEveryPartition();
        byte[] generator = random(1_000);
        ArtifactRef ref =
                publish("v1", Map.of("generator", generator)).getArtifacts().get("generator");
        poisonEveryPartition();
        ArtifactRef noHint =
                ArtifactRef.newBuilder(ref).setFirstOffset(-1).setLastOffset(-1).build();

        assertThat(new ArtifactReader(connection, "test").read(noHint)).isEqualTo(generator);
    }

    private static void poisonEveryPartition() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                connection.producer("poisoner"), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (PartitionInfo partition : producer.partitionsFor(Topics.ARTIFACTS.name())) {
                byte[] poison = {1, 2, 3};
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), poison, poison))
                        .get();
            }
        }
    }

    @Test
    void anAbortedCheckpointIsNeverSeen() throws Exception {
        Map<String, byte[]> tooLate = new java.util.TreeMap<>();
        tooLate.put("generator", random(100));
        tooLate.put("state", null);
        try (CheckpointPublisher publisher = new CheckpointPublisher(connection, "publisher-" + model)) {
            assertThatThrownBy(() -> publisher.publish(TestRecords.checkpoint(model, "v1"), tooLate))
                    .isInstanceOf(ArtifactException.class)
                    .hasMessageContaining(model + "/v1");
            publisher.publish(TestRecords.checkpoint(model, "v2"), Map.of("generator", random(100)));
        }

        assertThat(everySeenKey()).contains(model + "/v2").doesNotContain(model + "/v1");
    }

    @Test
    void aTombstonedArtifactIsGone() {
        Checkpoint published = publish("v1", Map.of("generator", random(50)));
        ArtifactRef ref = published.getArtifacts().get("generator");
        try (CheckpointPublisher publisher = new CheckpointPublisher(connection, "publisher-" + model)) {
            publisher.tombstone(model, "v1", List.of(ref));
        }
        ArtifactRef noHint = ArtifactRef.newBuilder(ref)
                .setFirstOffset(-1)
                .setLastOffset(-1)
                .setSha256("0".repeat(64))
                .build();

        assertThatThrownBy(() -> new ArtifactReader(connection, "test").read(noHint))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("no chunks");
    }

    private Checkpoint publish(String version, Map<String, byte[]> artifacts) {
        try (CheckpointPublisher publisher = new CheckpointPublisher(connection, "publisher-" + model)) {
            return publisher.publish(TestRecords.checkpoint(model, version), artifacts);
        }
    }

    private static Checkpoint follow(String key) throws Exception {
        CompletableFuture<Checkpoint> seen = new CompletableFuture<>();
        try (var follower = TopicFollower.start(connection, Topics.CHECKPOINTS, "test", NONE, (k, v, meta) -> {
            if (k.equals(key)) {
                seen.complete(v);
            }
        })) {
            return seen.get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> everySeenKey() throws Exception {
        List<String> keys = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (var follower =
                TopicFollower.start(connection, Topics.CHECKPOINTS, "test", NONE, (k, v, meta) -> keys.add(k))) {
            assertThat(follower.awaitCaughtUp(java.time.Duration.ofSeconds(20))).isTrue();
        }
        return keys;
    }

    private static long endOfPartition(int partition) {
        TopicPartition artifacts = new TopicPartition(Topics.ARTIFACTS.name(), partition);
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                connection.consumer("test", null), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(artifacts)).get(artifacts);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private static final DeadLetters NONE = (record, error) -> {
        throw new AssertionError(error);
    };
}
