package io.genstream.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VariationalLossTest {
    private static final float[][] PICTURES = {{0, 1, 0.25f}, {0.5f, 0, 1}};
    private static final float[][] LOGITS = {{-2, 3, 0.1f}, {0.4f, -1, 0.2f}};
    /** Two means, then two log variances. */
    private static final float[][] POSTERIOR = {{0.5f, -1, 0.2f, -0.7f}, {0, 2, -1, 0.3f}};

    @Test
    void reconstructionIsTheBernoulliLogLikelihoodSummedOverPixels() {
        try (LossBench bench = new LossBench(VariationalLoss.bernoulli())) {
            double expected = 0;
            for (int i = 0; i < 2; i++) {
                for (int p = 0; p < 3; p++) {
                    double probability = 1 / (1 + Math.exp(-LOGITS[i][p]));
                    double x = PICTURES[i][p];
                    expected -= (x * Math.log(probability) + (1 - x) * Math.log(1 - probability)) / 2;
                }
            }

            assertThat(bench.term(0, PICTURES, LOGITS)).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void divergenceIsThatOfGaussiansInClosedForm() {
        try (LossBench bench = new LossBench(GaussianDivergence.inNats())) {
            assertThat(bench.term(0, POSTERIOR)).isCloseTo(divergence(), within(1e-5));
        }
    }

    /** The closed form itself, held against the integral of q log(q/p) on a fine grid. */
    @Test
    void closedFormAgreesWithTheIntegral() {
        double integral = 0;
        for (float[] row : POSTERIOR) {
            for (int k = 0; k < 2; k++) {
                integral += integral(row[k], Math.exp(row[k + 2]));
            }
        }

        assertThat(divergence()).isCloseTo(integral / 2, within(1e-6));
    }

    @Test
    void gradientOfThePosteriorAgreesWithFiniteDifferences() {
        try (LossBench bench = new LossBench(GaussianDivergence.inNats())) {
            float[] gradient = bench.gradient(0, POSTERIOR);

            float h = 0.01f;
            for (int i = 0; i < gradient.length; i++) {
                double up = bench.term(0, moved(i, h));
                double down = bench.term(0, moved(i, -h));
                assertThat((double) gradient[i]).isCloseTo((up - down) / (2 * h), within(1e-3));
            }
        }
    }

    @Test
    void sampleIsMeanPlusNoiseTimesDeviation() {
        try (LossBench bench = new LossBench(VariationalLoss.sample())) {
            float[] sample = bench.values(POSTERIOR, new float[][] {{1, -2}, {0, 0.5f}});

            assertThat(sample)
                    .containsExactly(
                            new float[] {
                                (float) (0.5 + Math.exp(0.1)),
                                (float) (-1 - 2 * Math.exp(-0.35)),
                                0f,
                                (float) (2 + 0.5 * Math.exp(0.15))
                            },
                            within(1e-5f));
        }
    }

    private static double divergence() {
        double sum = 0;
        for (float[] row : POSTERIOR) {
            for (int k = 0; k < 2; k++) {
                double mean = row[k];
                double variance = Math.exp(row[k + 2]);
                sum += 0.5 * (mean * mean + variance - 1 - Math.log(variance)) / 2;
            }
        }
        return sum;
    }

    private static double integral(double mean, double variance) {
        double sum = 0;
        double h = 1e-3;
        for (double x = -20; x < 20; x += h) {
            double logQ = -0.5 * (Math.log(2 * Math.PI * variance) + (x - mean) * (x - mean) / variance);
            double logP = -0.5 * (Math.log(2 * Math.PI) + x * x);
            sum += Math.exp(logQ) * (logQ - logP) * h;
        }
        return sum;
    }

    private static float[][] moved(int i, float by) {
        float[][] copy = {POSTERIOR[0].clone(), POSTERIOR[1].clone()};
        copy[i / 4][i % 4] += by;
        return copy;
    }
}
