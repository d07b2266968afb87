package io.genstream.eval.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvenSampleTest {
    @Test
    void keepsEverythingThatFits() {
        EvenSample<Integer> sample = filled(keys(100), 100);

        assertThat(sample.values()).hasSize(100);
        assertThat(sample.oneIn()).isEqualTo(1);
        sample.remove("d/7");
        assertThat(sample.values()).hasSize(99).doesNotContain(7);
    }

    @Test
    void keepsAnEvenShareOfMore() {
        EvenSample<Integer> sample = filled(keys(10_000), 3_000);

        assertThat(sample.oneIn()).isEqualTo(4);
        assertThat(sample.values()).hasSizeBetween(2_300, 2_700);
        long firstHalf = sample.values().stream().filter(v -> v < 5_000).count();
        assertThat((double) firstHalf / sample.values().size()).isBetween(0.45, 0.55);
    }

    @Property(tries = 50)
    void whatStaysDoesNotDependOnTheOrder(
            @ForAll @IntRange(max = 400) int count, @ForAll @IntRange(min = 1, max = 50) int limit, @ForAll long seed) {
        List<String> keys = keys(count);
        List<String> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, new Random(seed));

        EvenSample<Integer> sample = filled(shuffled, limit);

        assertThat(sample.values()).hasSizeLessThanOrEqualTo(limit);
        assertThat(List.copyOf(sample.values()))
                .isEqualTo(List.copyOf(filled(keys, limit).values()));
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "d/" + i).toList();
    }

    private static EvenSample<Integer> filled(List<String> keys, int limit) {
        EvenSample<Integer> sample = new EvenSample<>(limit);
        keys.forEach(key -> sample.put(key, Integer.parseInt(key.substring(2))));
        return sample;
    }
}
