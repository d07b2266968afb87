package io.genstream.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.BrokerOptions;
import io.genstream.broker.EmbeddedBroker;
import io.genstream.cli.client.GatewayClient;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.Split;
import io.genstream.standalone.doctor.Finding.Status;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault is planted, on a broker of its own where it needs one, and its cause must be named with a cure. */
class DoctorIT {
    private static final long MIN_FREE = 1L << 20;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaConnection connection;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerOptions.in(directory.resolve("kafka")));
        connection = KafkaConnection.single(broker.bootstrapServers());
        TopicCreator.ensure(connection, Topics.all());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void findsNothingWrongWithASoundCluster() {
        await().untilAsserted(() -> {
            List<Finding> findings = cluster();
            assertThat(findings).allMatch(finding -> finding.status() == Status.OK);
            assertThat(findings).extracting(Finding::subject).contains("broker", "topics", "disk per topic", "schemas");
        });
    }

    @Test
    void nothingListensAtTheBrokersPort() throws Exception {
        String nobody = "127.0.0.1:" + freePort();
        assertFault(
                new ClusterCheck(KafkaConnection.single(nobody), MIN_FREE).run(),
                "broker",
                "none answers at " + nobody,
                "start one with ./genstream up");
    }

    @Test
    void aTopicIsMissing() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(Topics.PREVIEWS.name())).all().get();
            assertClusterFault("topic previews", "is missing", "start a service that writes it (TRAINER)");
        } finally {
            TopicCreator.ensure(connection, Topics.all());
        }
    }

    @Test
    void aTopicHasTooFewPartitions() throws Exception {
        String topic = Topics.GENERATION_REQUESTS.name();
        try (Admin admin = admin()) {
            recreate(admin, new NewTopic(topic, 1, (short) 1).configs(Topics.GENERATION_REQUESTS.configs()));
            assertClusterFault("topic " + topic, "has 1 of 4 partitions", "--alter --topic " + topic);
            admin.deleteTopics(List.of(topic)).all().get();
        } finally {
            TopicCreator.ensure(connection, Topics.all());
        }
    }

    @Test
    void aCompactedTopicIsNotCompacted() throws Exception {
        try (Admin admin = admin()) {
            recreate(admin, new NewTopic(Topics.RUNS.name(), 1, (short) 1).configs(Map.of("cleanup.policy", "delete")));
            assertClusterFault("topic runs", "cleanup.policy=delete", "cleanup.policy=[compact]");
            admin.deleteTopics(List.of(Topics.RUNS.name())).all().get();
        } finally {
            TopicCreator.ensure(connection, Topics.all());
        }
    }

    @Test
    void aForeignWriterPutsARecordOfAnotherFormat() throws Exception {
        String topic = Topics.EVALUATIONS.name();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                connection.producer("foreign"), new StringSerializer(), new ByteArraySerializer())) {
            byte[] json = "{\"value\": 1}".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, "m/v/fd", json)).get();
        }
        try (Admin admin = admin()) {
            assertClusterFault(
                    "topic " + topic, "records that this release cannot read", "update this one, or stop the writer");
            admin.deleteTopics(List.of(topic)).all().get();
        } finally {
            TopicCreator.ensure(connection, Topics.all());
        }
    }

    /** By CRC-32, as librdkafka partitions at its defaults, these two lie elsewhere than Java looks for them. */
    @Test
    void aForeignWriterPutsAPictureOnAnotherPartition() throws Exception {
        String topic = Topics.DATASET_RECORDS.name();
        String key = misplacedKey();
        int wrong = 1 - Topic.partitionOf(key, 2);
        try (Admin admin = admin();
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        connection.producer("foreign"), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, wrong, key, null)).get();
            await().untilAsserted(() -> assertThat(cluster()).anySatisfy(finding -> {
                assertThat(finding.status()).isEqualTo(Status.WARN);
                assertThat(finding.cause()).contains("1 deletions are on a partition", key + " (partition " + wrong);
                assertThat(finding.cure())
                        .contains("partitioner=murmur2_random", "a gateway that runs has repeated them");
            }));
            byte[] picture = Topics.DATASET_RECORDS
                    .serializer()
                    .serialize(
                            topic,
                            DatasetRecord.newBuilder()
                                    .setDatasetId("faces")
                                    .setRecordId(key)
                                    .setImage(ByteBuffer.allocate(1))
                                    .setEncoding(Encoding.RAW)
                                    .setHeight(1)
                                    .setWidth(1)
                                    .setChannels(1)
                                    .setLabels(List.of())
                                    .setSplit(Split.TRAIN)
                                    .build());
            producer.send(new ProducerRecord<>(topic, wrong, key, picture)).get();
            assertClusterFault(
                    "topic " + topic, "1 records are on a partition", "delete them through the gateway, which");
            admin.deleteTopics(List.of(topic)).all().get();
        } finally {
            TopicCreator.ensure(connection, Topics.all());
        }
    }

    private static String misplacedKey() {
        for (int i = 0; ; i++) {
            String key = "faces/" + i;
            CRC32 crc = new CRC32();
            crc.update(key.getBytes(StandardCharsets.UTF_8));
            if (crc.getValue() % 2 != Topic.partitionOf(key, 2)) {
                return key;
            }
        }
    }

    @Test
    void commandsToTheGateHaveSeveralPartitions() throws Exception {
        Topic<?> commands = Topics.ROLLOUT_COMMANDS;
        try (Admin admin = admin()) {
            recreate(admin, new NewTopic(commands.name(), 2, (short) 1).configs(commands.configs()));
            assertClusterFault(
                    "topic " + commands, "two gates would lead at once", "stop the services, delete the topic");
            admin.deleteTopics(List.of(commands.name())).all().get();
        } finally {
            TopicCreator.ensure(connection, Topics.all());
        }
    }

    @Test
    void theBrokersDiskIsNearlyFull() {
        List<Finding> findings = new ClusterCheck(connection, Long.MAX_VALUE).run();
        assertFault(findings, "broker 1", "are free at", "free some space");
    }

    @Test
    void theMachineIsTooOldAndTooFull() {
        HostFacts poor = new HostFacts(11, "a JVM", 1, Path.of("/data"), 5L << 20, true);
        List<Finding> findings = new HostCheck(poor, 1L << 30).run();
        assertFault(findings, "JDK", "version 11, older than 17", "JAVA_HOME");
        assertFault(findings, "disk", "only 5.0 MiB free below /data", "--data");
        assertThat(findings).anyMatch(f -> f.subject().equals("cores") && f.status() == Status.WARN);
    }

    @Test
    void theDataDirectoryCannotBeWritten() {
        HostFacts facts = new HostFacts(17, "a JVM", 4, Path.of("/data"), 5L << 40, false);
        assertFault(new HostCheck(facts, MIN_FREE).run(), "disk", "/data cannot be written", "change its rights");
    }

    @Test
    void aNativeLibraryIsNotWhereItShouldBe() {
        List<String> arguments = List.of("-Donnxruntime.native.path=" + directory.resolve("nothing"));
        assertFault(
                new NativeCheck(NativeCheck.Library.ONNX_RUNTIME, arguments, Map.of()).run(),
                "ONNX Runtime",
                "does not load",
                "unset onnxruntime.native.path");
    }

    @Test
    void nativeLibrariesLoadAsBuilt() {
        for (NativeCheck.Library library : NativeCheck.Library.values()) {
            assertThat(new NativeCheck(library, List.of(), Map.of()).run())
                    .singleElement()
                    .matches(finding -> finding.status() == Status.OK, "is OK");
        }
    }

    @Test
    void noGatewayAnswers() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + freePort());
        assertFault(
                new GatewayCheck(new GatewayClient(nobody), nobody).run(), "gateway", "none answers", "./genstream up");
    }

    private static List<Finding> cluster() {
        return new ClusterCheck(connection, MIN_FREE).run();
    }

    /** A broker hears of a topic's end or start a moment after the one who asked for it. */
    private static void assertClusterFault(String subject, String cause, String cure) {
        await().untilAsserted(() -> assertFault(cluster(), subject, cause, cure));
    }

    private static void assertFault(List<Finding> findings, String subject, String cause, String cure) {
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.status()).isEqualTo(Status.FAIL);
            assertThat(finding.subject()).startsWith(subject);
            assertThat(finding.cause()).contains(cause);
            assertThat(finding.cure()).contains(cure);
        });
    }

    private static Admin admin() {
        return Admin.create(connection.admin("doctor-test"));
    }

    private static void recreate(Admin admin, NewTopic topic) throws Exception {
        admin.deleteTopics(List.of(topic.name())).all().get();
        admin.createTopics(List.of(topic)).all().get();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
