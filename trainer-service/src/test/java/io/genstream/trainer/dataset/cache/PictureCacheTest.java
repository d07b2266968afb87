package io.genstream.trainer.dataset.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.cache.CacheWriter.TrainingPicture;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final PictureForm FORM = PictureForm.of(4);
    private static final CachedRecords.Place PLACE = new CachedRecords.Place(0, 3);

    @TempDir
    Path root;

    private PictureCache cache;

    @BeforeEach
    void open() {
        cache = PictureCache.open(root, 1 << 20, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void givesPicturesInTheOrderOfTheirIdsHoweverTheyCame() {
        PictureStore store = write(revision("faces", 1), "c", "a", "d", "b");

        assertThat(firstBytes(store)).containsExactly('a', 'b', 'c', 'd');
        assertThat(store.labels(2)).containsExactly('c', -1);
    }

    @Test
    void theLastRecordOfAKeyCountsAndWhatIsDeletedLeavesNoPixelBehind() throws IOException {
        DatasetRevision revision = revision("faces", 1);
        try (CacheWriter writer = cache.writer(revision, FORM)) {
            for (String key : List.of("a", "b", "x", "c", "d")) {
                writer.put(key, PLACE, picture(key, true));
            }
            writer.remove("x");
            writer.remove("never there");
            writer.put("a", PLACE, picture("z", true));
            writer.put("d", PLACE, picture("d", false));
            PictureStore store = writer.finish(List.of(9L));

            assertThat(firstBytes(store)).containsExactly('z', 'b', 'c');
        }
        byte[] file = Files.readAllBytes(only(".pictures"));
        assertThat(file).hasSize(3 * (3 * 16 + 2 * 4) + 3 * 4 + 3 * 24);
        assertThat(new String(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("xxxx", "dddd");
    }

    @Test
    void theNextRunFindsThemWithoutReading() {
        DatasetRevision revision = revision("faces", 3);
        write(revision, "a", "b");
        cache.close();
        cache = PictureCache.open(root, 1 << 20, Clock.systemUTC());

        assertThat(firstBytes(cache.find(revision, FORM).orElseThrow())).containsExactly('a', 'b');
        assertThat(cache.find(revision, PictureForm.of(5))).isEmpty();
        assertThat(cache.find(revision, new PictureForm(4, 2))).isEmpty();
        assertThat(cache.find(revision("other", 3), FORM)).isEmpty();
        assertThat(cache.find(revision("faces", 3, NOW.plusSeconds(1)), FORM))
                .as("a cluster made anew counts from one again")
                .isEmpty();
    }

    @Test
    void theHashTellsRecordSetsApart() {
        write(revision("one", 1), "a", "b");
        write(revision("two", 1), "a", "b");
        write(revision("three", 1), "a", "c");

        List<String> hashes =
                cache.notes().stream().map(CacheNote::hash).distinct().toList();
        assertThat(hashes).hasSize(2).allMatch(hash -> hash.matches("[0-9a-f]{16}"));
    }

    @Test
    void aNewRevisionReplacesTheOld() {
        write(revision("faces", 1), "a");
        write(revision("other", 1), "a");
        write(revision("faces", 2), "a", "b");

        assertThat(cache.notes())
                .extracting(note -> note.datasetId() + note.revision())
                .containsExactlyInAnyOrder("faces2", "other1");
    }

    @Test
    void whatWasUsedLongestAgoMakesRoom() throws IOException {
        String[] many = keys(9_000);
        write(revision("first", 1), many);
        Files.setLastModifiedTime(only(".pictures"), java.nio.file.attribute.FileTime.from(NOW.minusSeconds(9)));
        write(revision("second", 1), many);

        assertThat(cache.notes()).extracting(CacheNote::datasetId).containsExactly("second");
        assertThat(sizeOf(root)).isLessThan(1 << 20);
    }

    @Test
    void refusesWhatIsLargerThanAllowedAndKeepsNothingOfIt() throws IOException {
        assertThatThrownBy(() -> write(revision("large", 1), keys(19_000)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("dataset.cache.mib");
        assertThat(sizeOf(root)).isZero();
    }

    @Test
    void whatWasNeverFinishedIsSweptAway() throws IOException {
        write(revision("faces", 1), "a");
        cache.close();
        Files.writeString(root.resolve("0/unfinished-7"), "half");
        Files.writeString(root.resolve("0/lost.pictures"), "no note");
        Files.writeString(root.resolve("0/bad.properties"), "dataset=bad");

        cache = PictureCache.open(root, 1 << 20, Clock.systemUTC());
        try (Stream<Path> files = Files.list(root.resolve("0"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .contains("lock")
                    .allMatch(name -> name.equals("lock") || name.startsWith("faces-r1-4px-crop0-"));
        }
    }

    @Test
    void twoTrainersKeepApart() {
        write(revision("faces", 1), "a");
        try (PictureCache second = PictureCache.open(root, 1 << 20, Clock.systemUTC())) {
            assertThat(second.notes()).isEmpty();
        }
        assertThat(cache.notes()).hasSize(1);
    }

    @Test
    void whoHasThemMappedReadsOnAfterTheirDeletion() throws IOException {
        PictureStore store = write(revision("faces", 1), "a", "b");
        cache.notes().forEach(cache::delete);

        assertThat(sizeOf(root)).isZero();
        assertThat(firstBytes(store)).containsExactly('a', 'b');
    }

    @Test
    void whatATrainerLeftThatNoLongerRunsIsClearedAfterAnHour() throws IOException {
        PictureCache second = PictureCache.open(root, 1 << 20, Clock.systemUTC());
        Path left = Files.writeString(root.resolve("1/faces.pictures"), "anna");
        Files.setLastModifiedTime(left, java.nio.file.attribute.FileTime.from(NOW.minusSeconds(3_700)));
        cache.clearAbandoned();
        assertThat(left).as("it runs").exists();

        second.close();
        Path recent = Files.writeString(root.resolve("1/recent.pictures"), "anna");
        Files.setLastModifiedTime(recent, java.nio.file.attribute.FileTime.from(NOW.minusSeconds(3_000)));
        cache.clearAbandoned();
        assertThat(left).as("it may be back soon").exists();

        Files.setLastModifiedTime(recent, java.nio.file.attribute.FileTime.from(NOW.minusSeconds(3_700)));
        cache.clearAbandoned();
        assertThat(left).doesNotExist();
        assertThat(recent).doesNotExist();
    }

    @Test
    void filesOfReleasesBeforeAreNotTrusted() throws IOException {
        write(revision("faces", 1), "a");
        Path note = only(".properties");
        Files.writeString(note, Files.readString(note).replace("layout=2", "verified.at=2026-11-22T09\\:00\\:00Z"));
        cache.close();

        cache = PictureCache.open(root, 1 << 20, Clock.systemUTC());
        assertThat(cache.notes()).isEmpty();
        assertThat(sizeOf(root)).isZero();
    }

    @Test
    void anEmptyRevisionIsNoFault() {
        assertThat(write(revision("none", 1)).size()).isZero();
    }

    private PictureStore write(DatasetRevision revision, String... keys) {
        try (CacheWriter writer = cache.writer(revision, FORM)) {
            for (String key : keys) {
                writer.put(key, PLACE, picture(key, true));
            }
            return writer.finish(List.of(5L, 7L));
        }
    }

    /** All its values are the key's first letter. */
    private static TrainingPicture picture(String key, boolean train) {
        byte[] raw = new byte[4 * 4 * 3];
        Arrays.fill(raw, (byte) key.charAt(0));
        return new TrainingPicture(train, raw, new float[] {key.charAt(0), -1});
    }

    private static DatasetRevision revision(String datasetId, long revision) {
        return revision(datasetId, revision, NOW);
    }

    private static DatasetRevision revision(String datasetId, long revision, Instant at) {
        return new DatasetRevision(
                datasetId, revision, List.of(5L, 7L), LabelKind.ATTRIBUTES, List.of("p", "q"), 4, 4, 3, "CC0", at);
    }

    private static String[] keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i).toArray(String[]::new);
    }

    private static List<Character> firstBytes(PictureStore store) {
        byte[] picture = new byte[4 * 4 * 3];
        return IntStream.range(0, store.size())
                .mapToObj(i -> {
                    store.copy(i, picture);
                    assertThat(picture).containsOnly(picture[0]);
                    return (char) picture[0];
                })
                .toList();
    }

    private Path only(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
