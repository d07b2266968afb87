package io.genstream.trainer.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.genstream.trainer.random.StepRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefetchedPicturesTest {
    private final PictureSet plain =
            RandomPictures.of(40, 3, 8, new Augmentation(new StepRandom(3), 0.5, 0.1, 0.1, 0.1));

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void givesWhatThePlainSetGivesInAnyOrderOnAnyThreads(int threads) {
        try (PictureSet prefetched = new PrefetchedPictures(plain, threads)) {
            for (int i = 0; i < 12; i++) {
                prefetched.expect(batch(i), i / 5);
            }
            for (int i : new int[] {3, 0, 7, 1, 2, 11, 4}) {
                assertThat(prefetched.signed(batch(i), i / 5)).containsExactly(plain.signed(batch(i), i / 5));
            }
        }
    }

    @Test
    void worksAheadOffTheCallersThread() {
        Map<Integer, Thread> seen = new ConcurrentHashMap<>();
        PictureSet watched = new WatchedPictures(plain, first -> seen.put(first, Thread.currentThread()));
        try (PictureSet prefetched = new PrefetchedPictures(watched, 2)) {
            prefetched.expect(batch(1), 0);
            prefetched.expect(batch(2), 0);
            await().until(() -> seen.keySet().equals(Set.of(batch(1)[0], batch(2)[0])));
            assertThat(seen.values()).doesNotContain(Thread.currentThread());

            seen.clear();
            assertThat(prefetched.signed(batch(1), 0)).containsExactly(plain.signed(batch(1), 0));
            assertThat(seen).as("made once").isEmpty();
        }
    }

    @Test
    void whatWasExpectedInVainDoesNotStandInTheWay() {
        Map<Integer, Thread> seen = new ConcurrentHashMap<>();
        try (PictureSet prefetched = new PrefetchedPictures(
                new WatchedPictures(plain, first -> seen.put(first, Thread.currentThread())), 1)) {
            for (int i = 0; i < 30; i++) {
                prefetched.expect(batch(i), 99);
            }
            assertThat(prefetched.signed(batch(2), 0)).containsExactly(plain.signed(batch(2), 0));
            seen.clear();
            prefetched.expect(batch(5), 1);
            await().until(() -> seen.containsKey(batch(5)[0]));
        }
    }

    @Test
    void whatWasExpectedInVainIsNotMadeAfterAll() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Set<Integer> made = ConcurrentHashMap.newKeySet();
        PictureSet slow = new WatchedPictures(plain, first -> {
            if (Thread.currentThread().getName().equals("pictures")) {
                made.add(first);
                begun.countDown();
                awaitQuietly(goOn);
            }
        });
        try (PictureSet prefetched = new PrefetchedPictures(slow, 1)) {
            for (int i = 1; i <= 5; i++) {
                prefetched.expect(batch(i), 0);
            }
            begun.await();
            assertThat(prefetched.signed(batch(9), 0)).containsExactly(plain.signed(batch(9), 0));
            prefetched.expect(batch(7), 0);
            goOn.countDown();
            assertThat(prefetched.signed(batch(7), 0)).containsExactly(plain.signed(batch(7), 0));
            assertThat(made).containsExactlyInAnyOrder(batch(1)[0], batch(7)[0]);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFailureReachesTheOneWhoAsks() {
        PictureSet broken = new WatchedPictures(plain, first -> {
            throw new IllegalStateException("disk gone");
        });
        try (PictureSet prefetched = new PrefetchedPictures(broken, 1)) {
            prefetched.expect(batch(1), 0);
            assertThatThrownBy(() -> prefetched.signed(batch(1), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("disk gone");
        }
    }

    private static int[] batch(int i) {
        return new int[] {i, (i + 7) % 40, (i * 3) % 40};
    }
}
