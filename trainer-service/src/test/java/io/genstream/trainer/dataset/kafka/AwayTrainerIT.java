package io.genstream.trainer.dataset.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.BrokerOptions;
import io.genstream.broker.EmbeddedBroker;
import io.genstream.model.card.LabelKind;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.cache.CacheNote;
import io.genstream.trainer.dataset.cache.PictureCache;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.testing.Cluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer comes back when the log has forgotten even the deletions: what it has cached is held against what the log has. */
class AwayTrainerIT {
    private static final PictureForm FORM = PictureForm.of(4);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String ANNA = "AnnaAnnaAnnaAnna";
    private static final String BERT = "BertBertBertBert";

    @TempDir
    static Path directory;

    @TempDir
    Path root;

    private static EmbeddedBroker broker;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.in(directory));
        cluster = new Cluster(broker.bootstrapServers());
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DATASET_RECORDS.name());
        List<AlterConfigOp> quick = Stream.of("segment.ms", "max.compaction.lag.ms", "delete.retention.ms")
                .map(key -> new AlterConfigOp(new ConfigEntry(key, "1000"), OpType.SET))
                .toList();
        try (Admin admin = Admin.create(cluster.connection.admin("away-trainer-it"))) {
            admin.incrementalAlterConfigs(Map.of(topic, quick)).all().get();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    @Test
    void whatWasDeletedAndForgottenMeanwhileIsNotLearntFrom() throws IOException {
        DatasetRevision revision = dataset("persons");
        try (PictureCache cache = open()) {
            assertThat(size(cache, revision)).isEqualTo(2);
        }
        assertThat(onDisk(ANNA)).isTrue();

        cluster.writeBytes(Topics.DATASET_RECORDS, null, "persons/anna", null);
        untilForgotten("persons/anna");

        try (PictureCache cache = open()) {
            source(cache).deletions().purge(() -> false);
            assertThat(onDisk(ANNA)).isFalse();
            assertThat(size(cache, revision)).isEqualTo(1);
        }
        assertThat(onDisk(ANNA)).isFalse();
        assertThat(onDisk(BERT)).isTrue();
    }

    @Test
    void whatTheLogStillHasIsKept() {
        DatasetRevision revision = dataset("kept");
        try (PictureCache cache = open()) {
            assertThat(size(cache, revision)).isEqualTo(2);
        }
        picture("another", "x", ANNA);
        cluster.writeBytes(Topics.DATASET_RECORDS, null, "another/x", null);
        untilForgotten("another/x");

        try (PictureCache cache = open()) {
            List<Long> before = cache.notes().get(0).verified();
            source(cache).deletions().purge(() -> false);
            assertThat(cache.notes()).extracting(CacheNote::datasetId).containsExactly("kept");
            assertThat(cache.notes().get(0).verified()).isNotEqualTo(before);
        }
    }

    private PictureCache open() {
        return PictureCache.open(root, 1 << 20, Clock.systemUTC());
    }

    private DatasetMaterialiser source(PictureCache cache) {
        return new DatasetMaterialiser(
                cluster.connection,
                "away-trainer-it",
                new PictureCache.Settings(root, 1 << 20, 1),
                cache,
                (record, error) -> CompletableFuture.completedFuture(null),
                new TrainerMetrics(new SimpleMeterRegistry()));
    }

    private int size(PictureCache cache, DatasetRevision revision) {
        try (PictureSet pictures = source(cache).open(revision, () -> false).pictures(FORM, Augmentation.none())) {
            return pictures.size();
        }
    }

    private static DatasetRevision dataset(String datasetId) {
        picture(datasetId, "anna", ANNA);
        picture(datasetId, "bert", BERT);
        cluster.revision(datasetId, 1, 4, 1);
        var update = cluster.latest(Topics.DATASET_UPDATES, datasetId).get(datasetId);
        return new DatasetRevision(
                datasetId,
                1,
                update.getEndOffsets(),
                LabelKind.CLASS,
                update.getAttributeNames(),
                4,
                4,
                1,
                "CC0",
                update.getAt());
    }

    private static void picture(String datasetId, String recordId, String pixels) {
        cluster.picture(datasetId, recordId, Split.TRAIN, 4, pixels.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** Writes on, as gateways do, until neither the record nor its deletion lies in the log. */
    private static void untilForgotten(String key) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            for (int partition = 0; partition < Topics.DATASET_RECORDS.partitions(); partition++) {
                cluster.writeBytes(Topics.DATASET_RECORDS, partition, "/tick", null);
            }
            return cluster.records(Topics.DATASET_RECORDS).stream().noneMatch(record -> key.equals(record.key()));
        });
    }

    private boolean onDisk(String text) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
