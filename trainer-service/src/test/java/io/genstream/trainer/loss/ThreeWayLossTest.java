package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.Test;

class ThreeWayLossTest {
    private static final double[] REAL = {0.5, -2};
    private static final double[] RECONSTRUCTED = {1.5, -0.25};
    private static final double[] SAMPLED = {-1, 0.75};

    /** Means of -log of the probability that the discriminator gives to the truth. */
    @Test
    void theDiscriminatorsLossIsTheSumOfThreeLikelihoods() {
        try (ExactBench bench = new ExactBench(ThreeWayLoss.discriminator())) {
            NDArray[] logits = {bench.tensor(REAL, 2, 1), bench.tensor(RECONSTRUCTED, 2, 1), bench.tensor(SAMPLED, 2, 1)
            };

            assertThat(bench.value(logits))
                    .isCloseTo(surprise(REAL, 1) + surprise(RECONSTRUCTED, -1) + surprise(SAMPLED, -1), within(1e-9));
            for (int argument = 0; argument < logits.length; argument++) {
                bench.checkGradient(argument, 1, 1e-7, logits);
            }
        }
    }

    @Test
    void theDecoderWantsBothTakenForReal() {
        try (ExactBench bench = new ExactBench(ThreeWayLoss.decoder())) {
            NDArray[] logits = {bench.tensor(RECONSTRUCTED, 2, 1), bench.tensor(SAMPLED, 2, 1)};

            assertThat(bench.value(logits)).isCloseTo(surprise(RECONSTRUCTED, 1) + surprise(SAMPLED, 1), within(1e-9));
            bench.checkGradient(0, 1, 1e-7, logits);
            bench.checkGradient(1, 1, 1e-7, logits);
        }
    }

    @Test
    void aSumTakesItsTermsByTheirWeights() {
        try (ExactBench bench = new ExactBench(WeightedSum.method("sum", 1, 0.25, 0))) {
            NDArray[] terms = {
                bench.tensor(new double[] {2}), bench.tensor(new double[] {4}), bench.tensor(new double[] {8})
            };

            assertThat(bench.value(terms)).isCloseTo(3, within(1e-12));
        }
    }

    private static double surprise(double[] logits, int sign) {
        double sum = 0;
        for (double logit : logits) {
            sum -= Math.log(1 / (1 + Math.exp(-sign * logit)));
        }
        return sum / logits.length;
    }
}
