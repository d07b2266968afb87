package io.genstream.trainer.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassifierAlgorithmTest {
    @Test
    void shiftMovesPixelsAndLetsBlackIn() {
        float[] picture = new float[2 * 1024];
        picture[1024 + 5 * 32 + 7] = 1;
        picture[1024 + 31 * 32 + 31] = 0.5f;

        float[] moved = new float[2 * 1024];
        ClassifierAlgorithm.move(picture, moved, 1024, 32, 2, -1);

        assertThat(moved[1024 + 7 * 32 + 6]).isEqualTo(1);
        assertThat(moved).containsOnlyOnce(1).doesNotContain(0.5f);
    }
}
