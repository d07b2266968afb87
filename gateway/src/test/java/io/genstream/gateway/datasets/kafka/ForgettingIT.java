package io.genstream.gateway.datasets.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.BrokerOptions;
import io.genstream.broker.EmbeddedBroker;
import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetImage.ImageEncoding;
import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.gateway.log.kafka.Ticker;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleted pictures, looked for in the files of a real broker whose segments are of a second. Nobody else writes to the topic. */
class ForgettingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SECOND = "1000";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaConnection connection;
    private static DatasetLog log;
    private static KafkaProducer<String, byte[]> foreign;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.in(directory));
        connection = KafkaConnection.single(broker.bootstrapServers());
        log = new DatasetLog(connection, "forgetting-it", 1_000);
        foreign =
                new KafkaProducer<>(connection.producer("foreign"), new StringSerializer(), new ByteArraySerializer());
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DATASET_RECORDS.name());
        List<AlterConfigOp> quick = Map.of(
                        "segment.ms", SECOND,
                        "max.compaction.lag.ms", SECOND,
                        "delete.retention.ms", SECOND,
                        "file.delete.delay.ms", "100")
                .entrySet()
                .stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
                .toList();
        try (Admin admin = Admin.create(connection.admin("forgetting-it"))) {
            admin.incrementalAlterConfigs(Map.of(topic, quick)).all().get();
        }
    }

    @AfterAll
    static void stop() {
        foreign.close();
        log.close();
        broker.close();
    }

    @Test
    void thePictureAndThenTheIdLeaveTheFilesOfAnIdlePartition() {
        store("idle", "Anna_Berg_0001", "the face of Anna", "Bert_Cox_0001", "the face of Bert");
        log.delete("idle", List.of("Anna_Berg_0001"));
        assertThat(onDisk("the face of Anna")).isTrue();

        try (Ticker unused = ticker()) { // that starts late: it goes by what lies in the log
            await().atMost(PATIENCE).until(() -> !onDisk("the face of Anna"));
            await().atMost(PATIENCE).until(() -> !onDisk("Anna_Berg_0001"));
        }
        assertThat(onDisk("the face of Bert")).isTrue();
        assertThat(log.deleted("idle", Optional.empty(), Optional.empty()).tombstones())
                .isZero();
    }

    @Test
    void aDeletionOnAnotherPartitionIsRepeatedWhereTheRecordLies() throws Exception {
        String anna = idThatLibrdkafkaPutsElsewhere("foreign");
        store("foreign", anna, "Anna, from afar", "bert", "Bert, from afar");
        new Revisions(log, Clock.systemUTC()).announce("foreign", (latest, shape) -> description("foreign", 15));

        try (Ticker unused = ticker()) {
            foreignNull("foreign/" + anna);
            await().atMost(PATIENCE).until(() -> listed("foreign").equals(List.of("bert")));
            await().atMost(PATIENCE).until(() -> !onDisk("Anna, from afar"));
            await().atMost(PATIENCE)
                    .until(() -> log.latest("foreign").orElseThrow().counts().get(DatasetSplit.TRAIN) == 1);
        }
        assertThat(listed("foreign")).containsExactly("bert");
        assertThat(log.latest("foreign").orElseThrow().revision()).isEqualTo(1);
        assertThat(registry.counter("genstream.gateway.dataset.misplaced", "what", "deletion")
                        .count())
                .isEqualTo(1);
        assertThat(registry.counter("genstream.gateway.dataset.deletions.repeated")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatWasStoredAfterADeletionOnAnotherPartitionStays() throws Exception {
        String anna = idThatLibrdkafkaPutsElsewhere("again");
        foreignNull("again/" + anna);
        Thread.sleep(2); // of one millisecond, the deletion would count
        store("again", anna, "Anna is back");

        try (Ticker unused = ticker()) {
            await().atMost(PATIENCE)
                    .until(() -> registry.counter("genstream.gateway.dataset.misplaced", "what", "deletion")
                                    .count()
                            > 0);
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> listed("again")
                    .equals(List.of(anna)));
        }
        assertThat(onDisk("Anna is back")).isTrue();
    }

    @Test
    void aPictureOnAnotherPartitionIsDeletedWhereItLies() throws Exception {
        String anna = idThatLibrdkafkaPutsElsewhere("astray");
        DatasetImage image = image(anna, "Anna, gone astray");
        byte[] value = DatasetLog.RECORDS
                .serializer(Map.of())
                .serialize(DatasetLog.RECORDS.name(), DatasetMapper.record("astray", image));
        foreign.send(new ProducerRecord<>(
                        Topics.DATASET_RECORDS.name(), crc32("astray/" + anna, 2), "astray/" + anna, value))
                .get();
        assertThat(listed("astray")).containsExactly(anna);

        log.delete("astray", List.of(anna));
        assertThat(listed("astray")).isEmpty();
        try (Ticker unused = ticker()) {
            await().atMost(PATIENCE).until(() -> !onDisk("Anna, gone astray"));
        }
    }

    private Ticker ticker() {
        Clock clock = Clock.systemUTC();
        DeletionKeeper keeper = new DeletionKeeper(log, registry, clock);
        return new Ticker(connection, Topics.DATASET_RECORDS, "forgetting-it", keeper, clock).start();
    }

    /** As a gateway that starts now lists them. */
    private static List<String> listed(String datasetId) {
        try (DatasetLog fresh = new DatasetLog(connection, "fresh", 1_000)) {
            DatasetIndex index = fresh.index(datasetId);
            return index.find(any -> true, Integer.MAX_VALUE);
        }
    }

    private static void foreignNull(String key) throws Exception {
        foreign.send(new ProducerRecord<>(Topics.DATASET_RECORDS.name(), crc32(key, 2), key, null))
                .get();
    }

    /** Ids and texts in turn; a picture is its text. */
    private static void store(String datasetId, String... idsAndTexts) {
        DatasetAppender appender = log.appender(datasetId);
        for (int i = 0; i < idsAndTexts.length; i += 2) {
            assertThat(appender.append(image(idsAndTexts[i], idsAndTexts[i + 1])))
                    .isEqualTo(DatasetAppender.Outcome.NEW);
        }
        appender.awaitWritten();
    }

    private static DatasetImage image(String recordId, String text) {
        byte[] raw = text.getBytes(StandardCharsets.US_ASCII);
        return new DatasetImage(
                recordId,
                raw,
                ImageEncoding.RAW,
                1,
                raw.length,
                1,
                List.of(),
                Optional.of("Anna"),
                DatasetSplit.TRAIN,
                Optional.empty());
    }

    private static DatasetDescription description(String datasetId, int width) {
        return new DatasetDescription(datasetId, LabelMeaning.NONE, List.of(), 1, width, 1, "");
    }

    private static String idThatLibrdkafkaPutsElsewhere(String datasetId) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "anna-" + i)
                .filter(id -> crc32(datasetId + "/" + id, 2) != Topic.partitionOf(datasetId + "/" + id, 2))
                .findFirst()
                .orElseThrow();
    }

    /** librdkafka's consistent_random. */
    private static int crc32(String key, int partitions) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % partitions);
    }

    private static boolean onDisk(String text) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().contains(Topics.DATASET_RECORDS.name()))
                    .filter(Files::isRegularFile)
                    .anyMatch(file -> contains(file, text));
        } catch (IOException | UncheckedIOException e) {
            return true; // a file went meanwhile: look again
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
