package io.genstream.trainer.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.genstream.trainer.random.StepRandom.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StepRandomTest {
    private final StepRandom random = new StepRandom(42);

    @Test
    void sameSeedPurposeAndIndexGiveTheSameNumbers() {
        assertThat(random.normals(Purpose.LATENT, 7, 20)).isEqualTo(new StepRandom(42).normals(Purpose.LATENT, 7, 20));
    }

    @Test
    void anyOtherSeedPurposeOrIndexGivesOthers() {
        float[] numbers = random.normals(Purpose.LATENT, 7, 20);

        assertThat(random.normals(Purpose.LATENT, 8, 20)).doesNotContain(numbers);
        assertThat(random.normals(Purpose.PREVIEW, 7, 20)).doesNotContain(numbers);
        assertThat(new StepRandom(43).normals(Purpose.LATENT, 7, 20)).doesNotContain(numbers);
    }

    @Test
    void normalsHaveTheirMoments() {
        double sum = 0;
        double squares = 0;
        int count = 200_000;
        for (int step = 0; step < 200; step++) {
            for (float value : random.normals(Purpose.LATENT, step, count / 200)) {
                sum += value;
                squares += value * value;
            }
        }

        // five standard errors
        assertThat(sum / count).isCloseTo(0, within(5 / Math.sqrt(count)));
        assertThat(squares / count).isCloseTo(1, within(5 * Math.sqrt(2.0 / count)));
    }

    @Test
    void classesAreUniform() {
        int[] counts = new int[10];
        for (int step = 0; step < 100; step++) {
            for (int asked : random.classes(Purpose.LABEL, step, 1_000, 10)) {
                counts[asked]++;
            }
        }

        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isCloseTo(10_000, within(500)));
    }
}
