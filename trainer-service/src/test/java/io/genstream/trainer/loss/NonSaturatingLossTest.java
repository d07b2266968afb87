package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NonSaturatingLossTest {
    private static final float[][] REAL = {{0.3f}, {-1.2f}, {4f}};
    private static final float[][] FAKE = {{-0.5f}, {2f}, {0f}};

    @Test
    void discriminatorLossIsTheLogLikelihoodOfBothKinds() {
        try (LossBench bench = new LossBench(NonSaturatingLoss.discriminator())) {
            double expected = 0;
            for (int i = 0; i < 3; i++) {
                expected -= Math.log(sigmoid(REAL[i][0])) / 3;
                expected -= Math.log(1 - sigmoid(FAKE[i][0])) / 3;
            }

            assertThat(bench.term(0, REAL, FAKE)).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void discriminatorAtEvenOddsPaysTwoBits() {
        try (LossBench bench = new LossBench(NonSaturatingLoss.discriminator())) {
            assertThat(bench.term(0, new float[][] {{0}}, new float[][] {{0}}))
                    .isCloseTo(2 * Math.log(2), within(1e-6));
        }
    }

    @Test
    void generatorGradientDoesNotVanishWhereTheDiscriminatorIsSure() {
        try (LossBench bench = new LossBench(NonSaturatingLoss.generator())) {
            float[] gradient = bench.gradient(0, new float[][] {{-10f}});

            // d/dx of -log sigmoid(x) is sigmoid(x) - 1; the saturating form would give about -4.5e-5
            assertThat((double) gradient[0]).isCloseTo(sigmoid(-10) - 1, within(1e-6));
        }
    }

    @Test
    void generatorLossIsTheLogLikelihoodOfBeingTakenForReal() {
        try (LossBench bench = new LossBench(NonSaturatingLoss.generator())) {
            double expected = 0;
            for (float[] logit : FAKE) {
                expected -= Math.log(sigmoid(logit[0])) / 3;
            }

            assertThat(bench.term(0, FAKE)).isCloseTo(expected, within(1e-6));
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
