package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;

class GaussianStatsTest {
    @Test
    void matchesTheTextbookSums() {
        float[][] rows = Samples.correlated(200, 5, 11, 1000);
        GaussianStats stats = GaussianStats.of(rows);

        double[] mean = Samples.naiveMean(rows);
        DMatrixRMaj covariance = Samples.naiveCovariance(rows);

        assertThat(stats.mean()).containsExactly(mean, within(1e-9));
        assertThat(MatrixFeatures_DDRM.isIdentical(stats.covariance(), covariance, 1e-8))
                .isTrue();
    }

    @Property(tries = 50)
    void mergesInAnyOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parts) {
        float[][] rows = Samples.correlated(60, 4, seed, 3);
        double[] offset = Samples.naiveMean(rows);
        GaussianStats whole = GaussianStats.of(rows, offset);
        GaussianStats backwards = new GaussianStats(offset);
        for (int part = parts - 1; part >= 0; part--) {
            backwards.merge(GaussianStats.of(part(rows, part, parts), offset));
        }

        assertThat(backwards.count()).isEqualTo(60);
        assertThat(backwards.mean()).containsExactly(whole.mean(), within(1e-9));
        assertThat(MatrixFeatures_DDRM.isIdentical(backwards.covariance(), whole.covariance(), 1e-9))
                .isTrue();
    }

    @Property(tries = 20)
    void subtractUndoesMerge(@ForAll long seed) {
        float[][] rows = Samples.correlated(50, 3, seed, 1);
        double[] offset = Samples.naiveMean(rows);
        GaussianStats stats = GaussianStats.of(rows, offset);
        stats.subtract(GaussianStats.of(Arrays.copyOfRange(rows, 20, 50), offset));

        GaussianStats expected = GaussianStats.of(Arrays.copyOf(rows, 20), offset);
        assertThat(stats.count()).isEqualTo(20);
        assertThat(MatrixFeatures_DDRM.isIdentical(stats.covariance(), expected.covariance(), 1e-9))
                .isTrue();
    }

    @Test
    void repeatedVectorsCountAsOftenAsTheyCome() {
        float[][] rows = {{1, 2}, {4, -1}, {0, 5}};
        GaussianStats weighted = new GaussianStats(new double[2]);
        weighted.add(rows[0], 2);
        weighted.add(rows[1], 0);
        weighted.add(rows[2], 1);

        GaussianStats repeated = GaussianStats.of(new float[][] {rows[0], rows[0], rows[2]}, new double[2]);
        assertThat(weighted.count()).isEqualTo(3);
        assertThat(MatrixFeatures_DDRM.isIdentical(weighted.covariance(), repeated.covariance(), 1e-12))
                .isTrue();
    }

    @Test
    void refusesWhatDoesNotFit() {
        GaussianStats stats = new GaussianStats(new double[] {0, 0});
        assertThatThrownBy(() -> stats.add(new float[3])).hasMessageContaining("3 does not fit statistics of 2");
        assertThatThrownBy(() -> stats.merge(new GaussianStats(new double[] {1, 0})))
                .hasMessageContaining("different offsets");
        assertThatThrownBy(stats::covariance).hasMessageContaining("at least 2");
    }

    private static float[][] part(float[][] rows, int part, int parts) {
        return Arrays.copyOfRange(rows, rows.length * part / parts, rows.length * (part + 1) / parts);
    }
}
