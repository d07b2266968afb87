package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyLossTest {
    private static final float[][] LOGITS = {{1, 2, -1}, {0.5f, 0, 3}};
    private static final float[][] CLASSES = {{0, 1, 0}, {1, 0, 0}};

    @Test
    void isTheMeanNegativeLogProbabilityOfTheClass() {
        double first = Math.exp(2) / (Math.exp(1) + Math.exp(2) + Math.exp(-1));
        double second = Math.exp(0.5) / (Math.exp(0.5) + 1 + Math.exp(3));
        try (LossBench bench = new LossBench(CrossEntropyLoss.method())) {
            assertThat(bench.term(0, LOGITS, CLASSES))
                    .isCloseTo(-(Math.log(first) + Math.log(second)) / 2, within(1e-6));
        }
    }

    @Test
    void gradientIsSoftmaxLessOneHot() {
        try (LossBench bench = new LossBench(CrossEntropyLoss.method())) {
            float[] gradient = bench.gradient(0, LOGITS, CLASSES);

            for (int i = 0; i < 6; i++) {
                float[] row = LOGITS[i / 3];
                double total = Math.exp(row[0]) + Math.exp(row[1]) + Math.exp(row[2]);
                double expected = (Math.exp(row[i % 3]) / total - CLASSES[i / 3][i % 3]) / 2;
                assertThat((double) gradient[i]).isCloseTo(expected, within(1e-6));
            }
        }
    }
}
