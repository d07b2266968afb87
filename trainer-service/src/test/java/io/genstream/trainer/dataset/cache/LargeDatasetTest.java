package io.genstream.trainer.dataset.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.cache.CacheWriter.TrainingPicture;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many pictures as CelebA has, 2.5 GB of them: in heap are ids alone. */
@Tag("slow")
class LargeDatasetTest {
    private static final int PICTURES = 200_000;
    private static final int SIDE = 64;
    private static final long ALLOWED_HEAP = 96 << 20;

    @TempDir
    Path root;

    @Test
    void twoHundredThousandPicturesNeedNoHeap() {
        DatasetRevision revision = new DatasetRevision(
                "large", 1, List.of(1L), LabelKind.CLASS, List.of("x"), SIDE, SIDE, 3, "CC0", Instant.EPOCH);
        long before = usedHeap();
        try (PictureCache cache = PictureCache.open(root, 8L << 30, Clock.systemUTC());
                CacheWriter writer = cache.writer(revision, PictureForm.of(SIDE))) {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < PICTURES; i++) {
                byte[] raw = new byte[SIDE * SIDE * 3];
                ByteBuffer.wrap(raw).putInt(0, i).putLong(raw.length - 8, random.nextLong());
                writer.put(
                        String.format(Locale.ROOT, "large/%06d.jpg", i),
                        new CachedRecords.Place(0, i),
                        new TrainingPicture(true, raw, new float[] {i}));
            }
            assertThat(usedHeap() - before).isLessThan(ALLOWED_HEAP);
            PictureStore store = writer.finish(List.of(1L));
            assertThat(usedHeap() - before).isLessThan(ALLOWED_HEAP);

            byte[] picture = new byte[SIDE * SIDE * 3];
            for (int i : new int[] {0, 1, 87_381, 87_382, 131_071, PICTURES - 1}) {
                store.copy(i, picture);
                int area = SIDE * SIDE;
                int stored = (picture[0] & 0xFF) << 24
                        | (picture[area] & 0xFF) << 16
                        | (picture[2 * area] & 0xFF) << 8
                        | picture[1] & 0xFF;
                assertThat(stored)
                        .as("channels first, across the files' chunks")
                        .isEqualTo(i);
                assertThat(store.labels(i)).containsExactly(i);
            }
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
