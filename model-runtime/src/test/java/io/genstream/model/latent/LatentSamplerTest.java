package io.genstream.model.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.genstream.model.InvalidInputException;
import io.genstream.model.card.ModelCard;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LatentSamplerTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final int DIMENSIONS = 64;
    private static final int IMAGES = 2000;
    /** Kolmogorov-Smirnov: exceeded once in 1,000 by chance; seeds are fixed. */
    private static final double KS_LIMIT = 1.95 / Math.sqrt((double) DIMENSIONS * IMAGES);

    @Test
    void drawsStandardNormals() {
        double[] values = sample(Cards.normal(DIMENSIONS), 1, NONE);
        assertThat(mean(values)).isCloseTo(0, within(4 / Math.sqrt(values.length)));
        assertThat(meanPower(values, 2)).isCloseTo(1, within(4 * Math.sqrt(2.0 / values.length)));
        assertThat(meanPower(values, 4)).isCloseTo(3, within(4 * Math.sqrt(96.0 / values.length)));
        assertThat(ksDistance(values, LatentSamplerTest::normalCdf)).isLessThan(KS_LIMIT);
    }

    @Test
    void scalesNormalsBySigma() {
        double[] values = sample(Cards.normal(DIMENSIONS), 0.5, NONE);
        assertThat(ksDistance(values, x -> normalCdf(x / 0.5))).isLessThan(KS_LIMIT);
        assertThat(LatentSampler.draw(Cards.normal(3), 1, 2, 0, NONE)).containsExactly(new float[3], within(0f));
    }

    @Test
    void drawsUniformsOnTheCardsRange() {
        double[] values = sample(Cards.uniform(-1, 3, DIMENSIONS), 1, NONE);
        assertThat(Arrays.stream(values)).allMatch(v -> v >= -1 && v < 3);
        assertThat(ksDistance(values, x -> (x + 1) / 4)).isLessThan(KS_LIMIT);
        double[] halved = sample(Cards.uniform(-1, 3, DIMENSIONS), 0.5, NONE);
        assertThat(ksDistance(halved, x -> x / 2)).isLessThan(KS_LIMIT);
    }

    @Test
    void truncatesToTheTruncatedNormal() {
        for (double bound : new double[] {2, 0.5, 0.1, 0.02}) {
            double[] values = sample(Cards.normal(DIMENSIONS), 1, OptionalDouble.of(bound));
            assertThat(Arrays.stream(values)).allMatch(v -> Math.abs(v) <= bound * (1 + 1e-6));
            double inside = normalCdf(bound) - normalCdf(-bound);
            assertThat(ksDistance(values, x -> (normalCdf(x) - normalCdf(-bound)) / inside))
                    .isLessThan(KS_LIMIT);
        }
    }

    @Test
    void keepsWhatTruncationNeedNotTouch() {
        ModelCard card = Cards.normal(DIMENSIONS);
        float[] free = LatentSampler.draw(card, 5, 9, 1, NONE);
        float[] truncated = LatentSampler.draw(card, 5, 9, 1, OptionalDouble.of(1));
        for (int i = 0; i < free.length; i++) {
            if (Math.abs(free[i]) <= 1) {
                assertThat(truncated[i]).isEqualTo(free[i]);
            }
        }
    }

    @Test
    void drawsIndependentlyAcrossDimensionsImagesAndSeeds() {
        int n = 20000;
        double limit = 4 / Math.sqrt(n);
        ModelCard card = Cards.normal(8);
        double[] base = new double[n];
        double[][] others = new double[5][n];
        for (int i = 0; i < n; i++) {
            float[] latent = LatentSampler.draw(card, 100, i, 1, NONE);
            base[i] = latent[0];
            others[0][i] = latent[1];
            others[1][i] = latent[2];
            others[2][i] = latent[4];
            others[3][i] = LatentSampler.draw(card, 100, i + 1, 1, NONE)[0];
            others[4][i] = LatentSampler.draw(card, 101, i, 1, NONE)[0];
        }
        for (double[] other : others) {
            double correlation = 0;
            for (int i = 0; i < n; i++) {
                correlation += base[i] * other[i] / n;
            }
            assertThat(correlation).isCloseTo(0, within(limit));
        }
    }

    @Test
    void drawsTheSameWhateverWasDrawnBefore() {
        ModelCard card = Cards.normal(10);
        float[] first = LatentSampler.draw(card, 3, 1234567890123L, 1, NONE);
        float[] other = LatentSampler.draw(card, 3, 1234567890124L, 1, NONE);
        assertThat(LatentSampler.draw(card, 3, 1234567890123L, 1, NONE)).containsExactly(first);
        assertThat(other).isNotEqualTo(first);
        // a longer latent begins with the shorter one
        assertThat(Arrays.copyOf(LatentSampler.draw(Cards.normal(13), 3, 1234567890123L, 1, NONE), 10))
                .containsExactly(first);
    }

    @Test
    void interpolatesBetweenTheFirstLatentsOfTwoSeeds() {
        ModelCard card = Cards.normal(16);
        float[] from = LatentSampler.draw(card, 1, 0, 1, NONE);
        float[] to = LatentSampler.draw(card, 2, 0, 1, NONE);
        assertThat(LatentSampler.interpolate(card, 1, 2, 5, 0, 1, NONE)).containsExactly(from, within(1e-6f));
        assertThat(LatentSampler.interpolate(card, 1, 2, 5, 4, 1, NONE)).containsExactly(to, within(1e-6f));
        assertThat(LatentSampler.interpolate(card, 1, 2, 5, 7, 1, NONE))
                .containsExactly(Slerp.between(from, to, 0.5), within(1e-6f));
        assertThatThrownBy(() -> LatentSampler.interpolate(card, 1, 2, 1, 0, 1, NONE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("steps must be at least 2");
    }

    @Test
    void interpolatesUniformLatentsWithinTheirBox() {
        ModelCard card = Cards.uniform(-1, 1, 16);
        for (int i = 0; i < 9; i++) {
            for (float value : LatentSampler.interpolate(card, 8, 9, 9, i, 1, NONE)) {
                assertThat(value).isBetween(-1f, 1f);
            }
        }
    }

    @Test
    void takesExplicitVectorsInTurn() {
        ModelCard card = Cards.normal(2);
        float[][] vectors = {{1, 2}, {3, 4}};
        assertThat(LatentSampler.explicit(card, vectors, 5)).containsExactly(3, 4);
        assertThatThrownBy(() -> LatentSampler.explicit(card, new float[][] {{1, 2}, {3}}, 1))
                .hasMessage("latent row 1: has 1 values, but this model takes 2");
        assertThatThrownBy(() -> LatentSampler.explicit(card, new float[0][], 1))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void refusesScalesThatMeanNothing() {
        ModelCard card = Cards.normal(2);
        for (double sigma : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> LatentSampler.draw(card, 0, 0, sigma, NONE))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("sigma");
        }
        for (double bound : new double[] {Double.NaN, 0, -1}) {
            assertThatThrownBy(() -> LatentSampler.draw(card, 0, 0, 1, OptionalDouble.of(bound)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("truncation");
        }
        assertThatThrownBy(() -> LatentSampler.draw(Cards.uniform(0, 1, 2), 0, 0, 1, OptionalDouble.of(1)))
                .hasMessageContaining("normal latents only");
    }

    private static double[] sample(ModelCard card, double sigma, OptionalDouble truncation) {
        double[] values = new double[DIMENSIONS * IMAGES];
        for (int image = 0; image < IMAGES; image++) {
            float[] latent = LatentSampler.draw(card, 20261122, image, sigma, truncation);
            for (int d = 0; d < DIMENSIONS; d++) {
                values[image * DIMENSIONS + d] = latent[d];
            }
        }
        return values;
    }

    private static double mean(double[] values) {
        return meanPower(values, 1);
    }

    private static double meanPower(double[] values, int power) {
        return Arrays.stream(values).map(v -> Math.pow(v, power)).average().orElseThrow();
    }

    private static double ksDistance(double[] values, DoubleUnaryOperator cdf) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double worst = 0;
        for (int i = 0; i < sorted.length; i++) {
            double expected = cdf.applyAsDouble(sorted[i]);
            worst = Math.max(worst, Math.abs(expected - (double) i / sorted.length));
            worst = Math.max(worst, Math.abs(expected - (i + 1.0) / sorted.length));
        }
        return worst;
    }

    /** Marsaglia, "Evaluating the normal distribution" (2004). */
    private static double normalCdf(double x) {
        double sum = x;
        double term = x;
        for (int i = 3; Math.abs(term) > 1e-17; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }
}
