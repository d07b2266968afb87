package io.genstream.trainer.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BatchOrderTest {
    @Property(tries = 100)
    void anEpochShowsNoPictureTwice(
            @ForAll @IntRange(min = 1, max = 16) int batch,
            @ForAll @IntRange(min = 16, max = 200) int size,
            @ForAll @IntRange(max = 5) int epoch,
            @ForAll long seed) {
        BatchOrder order = new BatchOrder(size, batch, new StepRandom(seed));
        int perEpoch = size / batch;

        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < perEpoch; i++) {
            for (int picture : order.of((long) epoch * perEpoch + i)) {
                seen.add(picture);
            }
        }

        assertThat(seen).hasSize(perEpoch * batch).allMatch(i -> i >= 0 && i < size);
        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
    }

    @Property(tries = 50)
    void aStepIsTheSameWhateverWasAskedBefore(@ForAll @IntRange(max = 500) int step, @ForAll long seed) {
        BatchOrder wandered = new BatchOrder(100, 8, new StepRandom(seed));
        for (int i = 0; i < 30; i++) {
            assertThat(wandered.of(i)).hasSize(8);
        }

        assertThat(wandered.of(step)).isEqualTo(new BatchOrder(100, 8, new StepRandom(seed)).of(step));
    }

    @Property(tries = 20)
    void epochsDiffer(@ForAll long seed) {
        BatchOrder order = new BatchOrder(64, 64, new StepRandom(seed));

        assertThat(order.of(0)).isNotEqualTo(order.of(1));
    }
}
