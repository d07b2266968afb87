package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class SpectrumTest {
    private static final int DIMENSION = 64;

    @Test
    void bothRoutesAgree() {
        DMatrixRMaj covariance = covarianceWithDeadFeatures(new Random(1), 24);
        double[] byEigen = Spectrum.values(covariance);
        double[] bySingular = Spectrum.singular(covariance, false).values();
        Arrays.sort(byEigen);
        Arrays.sort(bySingular);

        assertThat(byEigen).containsExactly(bySingular, within(1e-9 * CommonOps_DDRM.trace(covariance)));
    }

    /** The sum of the eigenvalues is the trace, whichever route was taken; many dead features are what defeats the first. */
    @Test
    void convergesWithManyDeadFeatures() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            DMatrixRMaj covariance = covarianceWithDeadFeatures(random, 20 + i % 10);
            double sum = Arrays.stream(Spectrum.values(covariance)).sum();

            assertThat(sum).isCloseTo(CommonOps_DDRM.trace(covariance), within(1e-9 * sum));
        }
    }

    @Test
    void theSingularRouteGivesEigenvectorsAsRows() {
        DMatrixRMaj covariance = covarianceWithDeadFeatures(new Random(3), 30);
        Spectrum spectrum = Spectrum.singular(covariance, true);
        DMatrixRMaj diagonal = CommonOps_DDRM.diag(spectrum.values());
        DMatrixRMaj left = new DMatrixRMaj(DIMENSION, DIMENSION);
        DMatrixRMaj rebuilt = new DMatrixRMaj(DIMENSION, DIMENSION);
        CommonOps_DDRM.multTransA(spectrum.vectors(), diagonal, left);
        CommonOps_DDRM.mult(left, spectrum.vectors(), rebuilt);

        assertThat(rebuilt.data).containsExactly(covariance.data, within(1e-9 * CommonOps_DDRM.trace(covariance)));
    }

    private static DMatrixRMaj covarianceWithDeadFeatures(Random random, int alive) {
        float[][] rows = new float[200][DIMENSION];
        for (float[] row : rows) {
            for (int j = 0; j < alive; j++) {
                row[j * DIMENSION / alive] = (float) Math.max(0, 3 * random.nextGaussian());
            }
        }
        return GaussianStats.of(rows).covariance();
    }
}
