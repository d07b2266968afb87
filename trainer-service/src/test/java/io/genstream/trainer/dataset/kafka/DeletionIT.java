package io.genstream.trainer.dataset.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.card.LabelKind;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.cache.PictureCache;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.testing.Cluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleted records against the cache, on a real log. */
class DeletionIT {
    private static final PictureForm FORM = PictureForm.of(2);

    @TempDir
    Path root;

    private final Cluster cluster = new Cluster();
    private final TrainerMetrics metrics = new TrainerMetrics(new SimpleMeterRegistry());
    private final DeadLetters deadLetters = (record, error) -> CompletableFuture.completedFuture(null);
    private PictureCache cache;

    @BeforeEach
    void open() {
        cache = PictureCache.open(root, 1 << 20, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        cache.close();
        cluster.close();
    }

    @Test
    void aDeletedRecordIsAbsentFromTheNextRunAndFromTheCache() throws IOException {
        DatasetRevision revision = dataset("gone", "anna-1", "anna-2", "bert-1");
        DatasetMaterialiser source = source();
        assertThat(levels(source, revision)).hasSize(3);
        Path before = cached("gone");

        delete("gone/anna-1");
        delete("gone/anna-2");
        assertThat(levels(source, revision)).containsExactly(level("bert-1"));
        assertThat(before).doesNotExist();
        assertThat(new String(Files.readAllBytes(cached("gone")), ISO_8859_1))
                .doesNotContain(four("anna-1"), four("anna-2"))
                .contains(four("bert-1"));
    }

    @Test
    void theWatchPurgesWithoutARun() throws IOException {
        DatasetRevision revision = dataset("watched", "a", "b");
        DatasetRevision other = dataset("spared", "c");
        DatasetMaterialiser source = source();
        levels(source, revision);
        levels(source, other);

        delete("watched/a");
        source.deletions().purge(() -> false);
        assertThat(cache.notes()).extracting(note -> note.datasetId()).containsExactly("spared");
        source.deletions().purge(() -> false);
        assertThat(cache.notes()).hasSize(1);
    }

    @Test
    void theNextRunReusesTheFile() throws IOException {
        DatasetRevision revision = dataset("reused", "a", "b");
        List<Byte> first = levels(source(), revision);
        Object file = Files.readAttributes(cached("reused"), "unix:ino").get("ino");
        cluster.picture("elsewhere", "x", Split.TRAIN, 2, new byte[4], 0);

        assertThat(levels(source(), revision)).isEqualTo(first);
        assertThat(Files.readAttributes(cached("reused"), "unix:ino").get("ino"))
                .isEqualTo(file);
    }

    @Test
    void aRunUnderWayGoesOnWithoutThePictures() throws IOException {
        DatasetRevision revision = dataset("under-way", "anna-1", "bert-1", "anna-2");
        DatasetMaterialiser source = source();
        try (PictureSet pictures = source.open(revision, () -> false).pictures(FORM, Augmentation.none())) {
            assertThat(levels(pictures)).containsExactly(level("anna-1"), level("anna-2"), level("bert-1"));
            delete("under-way/anna-1");
            delete("under-way/anna-2");
            source.deletions().purge(() -> false);

            assertThat(levels(pictures)).containsExactly(level("bert-1"), level("bert-1"), level("bert-1"));
        }
        assertThat(cache.notes()).isEmpty();
    }

    @Test
    void aRunUnderWayOfWhichNothingIsLeftSeesNothing() {
        DatasetRevision revision = dataset("nobody", "anna-1");
        DatasetMaterialiser source = source();
        try (PictureSet pictures = source.open(revision, () -> false).pictures(FORM, Augmentation.none())) {
            delete("nobody/anna-1");
            source.deletions().purge(() -> false);

            assertThat(levels(pictures)).containsExactly((byte) 0);
        }
    }

    @Test
    void aDeletedRecordThatIsNotCachedCostsNothing() {
        DatasetRevision revision = dataset("split", "a", "b");
        cluster.picture("split", "test", Split.TEST, 2, new byte[4], 0);
        DatasetMaterialiser source = source();
        levels(source, revision);
        delete("split/test");
        source.deletions().purge(() -> false);

        assertThat(cache.notes()).hasSize(1);
    }

    @Test
    void aDeletionOnAnotherPartitionCounts() {
        DatasetRevision revision = dataset("foreign", "a", "b");
        DatasetMaterialiser source = source();
        assertThat(levels(source, revision)).hasSize(2);
        cluster.writeBytes(Topics.DATASET_RECORDS, 1 - Topic.partitionOf("foreign/a", 2), "foreign/a", null);

        assertThat(levels(source, revision)).containsExactly(level("b"));
        assertThat(levels(source(), revision)).containsExactly(level("b"));
    }

    private DatasetMaterialiser source() {
        return new DatasetMaterialiser(
                cluster.connection,
                "deletion-it",
                new PictureCache.Settings(root, 1 << 20, 1),
                cache,
                deadLetters,
                metrics);
    }

    private DatasetRevision dataset(String datasetId, String... records) {
        for (String record : records) {
            byte level = level(record);
            cluster.picture(datasetId, record, Split.TRAIN, 2, new byte[] {level, level, level, level}, 0);
        }
        cluster.revision(datasetId, 1, 2, 1);
        DatasetUpdate update = cluster.latest(Topics.DATASET_UPDATES, datasetId).get(datasetId);
        return new DatasetRevision(
                datasetId,
                1,
                update.getEndOffsets(),
                LabelKind.CLASS,
                update.getAttributeNames(),
                2,
                2,
                1,
                "CC0",
                update.getAt());
    }

    /** Of each picture, in order. */
    private static List<Byte> levels(DatasetMaterialiser source, DatasetRevision revision) {
        try (PictureSet pictures = source.open(revision, () -> false).pictures(FORM, Augmentation.none())) {
            return levels(pictures);
        }
    }

    private static List<Byte> levels(PictureSet pictures) {
        List<Byte> levels = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            levels.add((byte) Math.round((pictures.signed(new int[] {i}, 0)[0] + 1) * 127.5f));
        }
        return levels;
    }

    /** Above what the numbers in the file can be. */
    private static byte level(String record) {
        return (byte) (100 + Math.floorMod(record.hashCode(), 150));
    }

    /** The bytes of its picture. */
    private static String four(String record) {
        return String.valueOf((char) (level(record) & 0xFF)).repeat(4);
    }

    private void delete(String key) {
        cluster.writeBytes(Topics.DATASET_RECORDS, null, key, null);
    }

    private Path cached(String datasetId) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.getFileName().toString().matches(datasetId + "-r1-.*[.]pictures"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
