package io.genstream.trainer.dataset.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.card.LabelKind;
import io.genstream.schemas.DeadLetters;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

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
        DatasetMaterialiser source = source(START);
        assertThat(levels(source, revision)).hasSize(3);
        Path before = cached("gone");

        delete("gone/anna-1");
        delete("gone/anna-2");
        assertThat(levels(source, revision)).containsExactly(level("bert-1"));
        assertThat(before).doesNotExist();
        assertThat(Files.readAllBytes(cached("gone")))
                .doesNotContain(level("anna-1"))
                .doesNotContain(level("anna-2"));
    }

    @Test
    void theWatchPurgesWithoutARun() throws IOException {
        DatasetRevision revision = dataset("watched", "a", "b");
        DatasetRevision other = dataset("spared", "c");
        DatasetMaterialiser source = source(START);
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
        List<Byte> first = levels(source(START), revision);
        Object file = Files.readAttributes(cached("reused"), "unix:ino").get("ino");
        cluster.picture("elsewhere", "x", Split.TRAIN, 2, new byte[4], 0);

        assertThat(levels(source(START.plusSeconds(60)), revision)).isEqualTo(first);
        assertThat(Files.readAttributes(cached("reused"), "unix:ino").get("ino"))
                .isEqualTo(file);
    }

    @Test
    void whatWasNotHeldAgainstTheLogForLongIsReadAnew() throws IOException {
        DatasetRevision revision = dataset("old", "a", "b");
        levels(source(START), revision);
        cluster.picture("later", "x", Split.TRAIN, 2, new byte[4], 0);

        source(START.plus(Duration.ofHours(13))).deletions().purge(() -> false);
        assertThat(cache.notes()).as("the log may have forgotten a deletion").isEmpty();
    }

    private DatasetMaterialiser source(Instant now) {
        return new DatasetMaterialiser(
                cluster.connection,
                "deletion-it",
                new PictureCache.Settings(root, 1 << 20, 1),
                cache,
                deadLetters,
                metrics,
                Clock.fixed(now, ZoneOffset.UTC));
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
            List<Byte> levels = new ArrayList<>();
            for (int i = 0; i < pictures.size(); i++) {
                levels.add((byte) Math.round((pictures.signed(new int[] {i}, 0)[0] + 1) * 127.5f));
            }
            return levels;
        }
    }

    /** Above what the numbers in the file can be. */
    private static byte level(String record) {
        return (byte) (100 + Math.floorMod(record.hashCode(), 150));
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
