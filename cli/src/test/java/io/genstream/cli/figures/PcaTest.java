package io.genstream.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PcaTest {
    /** Against the definition: no direction at all has more variance than the first component, and scores are uncorrelated. */
    @Property(tries = 50)
    void componentsAreTheDirectionsOfMostVariance(@ForAll long seed, @ForAll @IntRange(min = 3, max = 40) int count) {
        Random random = new Random(seed);
        float[][] rows = new float[count][6];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (5 + random.nextGaussian() * (j + 1) + (j > 0 ? row[j - 1] : 0));
            }
        }
        Pca pca = Pca.of(rows, 2);

        double first = variance(column(pca, 0));
        double second = variance(column(pca, 1));
        assertThat(first).isGreaterThanOrEqualTo(second);
        double whole = 0;
        for (int j = 0; j < 6; j++) {
            double[] axis = new double[6];
            axis[j] = 1;
            whole += variance(project(rows, axis));
        }
        assertThat(pca.shares()[0]).isCloseTo(first / whole, within(1e-9));
        assertThat(pca.shares()[1]).isCloseTo(second / whole, within(1e-9));
        double[] direction = new double[6];
        for (int tried = 0; tried < 200; tried++) {
            double squares = 0;
            for (int j = 0; j < 6; j++) {
                direction[j] = random.nextGaussian();
                squares += direction[j] * direction[j];
            }
            assertThat(variance(project(rows, direction)) / squares).isLessThanOrEqualTo(first * (1 + 1e-9));
        }
        double covariance = 0;
        for (double[] score : pca.scores()) {
            covariance += score[0] * score[1];
        }
        assertThat(covariance / count).isCloseTo(0, within(1e-9 * Math.max(1, first)));
    }

    @Test
    void pointsOnALineHaveOneComponentAndKeepTheirDistances() {
        Pca pca = Pca.of(new float[][] {{0, 0, 7}, {3, 4, 7}, {6, 8, 7}}, 2);

        assertThat(pca.shares()[0]).isCloseTo(1, within(1e-12));
        assertThat(Math.abs(pca.scores()[2][0] - pca.scores()[0][0])).isCloseTo(10, within(1e-9));
        assertThat(pca.scores()[1][0]).isCloseTo(0, within(1e-9));
    }

    private static double[] column(Pca pca, int component) {
        double[] column = new double[pca.scores().length];
        for (int i = 0; i < column.length; i++) {
            column[i] = pca.scores()[i][component];
        }
        return column;
    }

    private static double[] project(float[][] rows, double[] direction) {
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < direction.length; j++) {
                values[i] += rows[i][j] * direction[j];
            }
        }
        return values;
    }

    private static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        return variance;
    }
}
