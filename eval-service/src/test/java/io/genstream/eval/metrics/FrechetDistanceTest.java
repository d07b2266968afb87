package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
    /** Four points whose covariance is exactly diagonal, so that the closed form holds to rounding. */
    private static float[][] cross(double meanX, double meanY, double spreadX, double spreadY) {
        return new float[][] {
            {(float) (meanX - spreadX), (float) meanY},
            {(float) (meanX + spreadX), (float) meanY},
            {(float) meanX, (float) (meanY - spreadY)},
            {(float) meanX, (float) (meanY + spreadY)}
        };
    }

    @Test
    void matchesTheClosedFormOfDiagonalCovariances() {
        float[][] a = cross(1, -2, 3, 0.5);
        float[][] b = cross(2.5, 4, 1, 2);

        // variance of ±s among four points is 2 s² / 3
        double sigma = Math.sqrt(2.0 / 3.0);
        double expected = 1.5 * 1.5 + 6 * 6 + sigma * sigma * ((3 - 1) * (3 - 1) + (0.5 - 2) * (0.5 - 2));

        assertThat(distance(a, b)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void nearsTheClosedFormOnSampledGaussians() {
        double[] means = {0, 1, 2, 3};
        double[] deviations = {1, 2, 0.5, 3};
        double[] otherMeans = {0.5, 1, 0, 3};
        double[] otherDeviations = {2, 2, 1, 1};
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            expected += Math.pow(means[i] - otherMeans[i], 2) + Math.pow(deviations[i] - otherDeviations[i], 2);
        }

        double sampled = distance(
                Samples.independent(40_000, means, deviations, 1),
                Samples.independent(40_000, otherMeans, otherDeviations, 2));

        assertThat(sampled).isCloseTo(expected, within(0.15));
    }

    /** S2 = c² S1 commutes with S1, so that tr((S1 S2)^½) = c tr(S1). */
    @Property(tries = 30)
    void matchesCommutingCovariances(@ForAll long seed, @ForAll @DoubleRange(min = 0.25, max = 4) double scale) {
        float factor = (float) scale;
        float[][] a = Samples.correlated(80, 6, seed, 0);
        float[][] b = new float[a.length][6];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < 6; j++) {
                b[i][j] = factor * a[i][j];
            }
        }
        double[] mean = Samples.naiveMean(a);
        double trace = CommonOps_DDRM.trace(Samples.naiveCovariance(a));
        double meanTerm =
                Arrays.stream(mean).map(m -> Math.pow((factor - 1) * m, 2)).sum();
        double expected = meanTerm + Math.pow(1 - factor, 2) * trace;

        assertThat(distance(a, b)).isCloseTo(expected, within(1e-4 * (1 + expected)));
    }

    @Property(tries = 30)
    void matchesTheNuclearNorm(@ForAll long seed, @ForAll @IntRange(min = 3, max = 40) int n) {
        // below 9 rows both covariances lack full rank
        float[][] a = Samples.correlated(n, 8, seed, 2);
        float[][] b = Samples.correlated(n + 5, 8, seed + 1, 1);

        assertThat(distance(a, b)).isCloseTo(byNuclearNorm(a, b), tolerance(a, b));
    }

    @Property(tries = 30)
    void isZeroToItself(@ForAll long seed) {
        float[][] a = Samples.correlated(50, 6, seed, 5);
        double trace = CommonOps_DDRM.trace(Samples.naiveCovariance(a));

        assertThat(distance(a, a)).isBetween(0.0, 1e-9 * (1 + trace));
    }

    @Property(tries = 30)
    void isSymmetric(@ForAll long seed) {
        float[][] a = Samples.correlated(40, 5, seed, 0);
        float[][] b = Samples.correlated(30, 5, seed + 1, 1);

        assertThat(distance(a, b)).isCloseTo(distance(b, a), tolerance(a, b));
    }

    @Property(tries = 20)
    void translationAddsItsSquaredLength(@ForAll long seed, @ForAll @IntRange(min = -8, max = 8) int shift) {
        float[][] a = Samples.correlated(40, 5, seed, 0);
        float[][] b = new float[a.length][];
        for (int i = 0; i < a.length; i++) {
            b[i] = a[i].clone();
            for (int j = 0; j < 5; j++) {
                b[i][j] += shift;
            }
        }

        assertThat(distance(a, b)).isCloseTo(5.0 * shift * shift, within(1e-3));
    }

    @Test
    void relativeIsInUnitsOfTheReferencesVariance() {
        float[][] a = Samples.correlated(100, 4, 3, 0);
        FrechetDistance reference = new FrechetDistance(GaussianStats.of(a));

        assertThat(reference.relative(reference.referenceTrace())).isEqualTo(1);
        assertThat(reference.referenceTrace())
                .isCloseTo(CommonOps_DDRM.trace(Samples.naiveCovariance(a)), within(1e-9));
    }

    @Test
    void jackknifeWidthMatchesTheSpreadOverFreshDraws() {
        double[] means = {0, 0, 0};
        double[] deviations = {1, 2, 3};
        double[] worse = {2, 0, 1};
        FrechetDistance reference =
                new FrechetDistance(GaussianStats.of(Samples.independent(5_000, means, deviations, 1)));
        double[] fresh = new double[200];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = reference.to(GaussianStats.of(Samples.independent(500, worse, deviations, 100 + i)));
        }
        double mean = DoubleStream.of(fresh).average().orElseThrow();
        double spread = Math.sqrt(
                DoubleStream.of(fresh).map(f -> (f - mean) * (f - mean)).sum() / 199);

        double halfWidth =
                new JackknifeInterval(50).halfWidth(reference, Samples.independent(500, worse, deviations, 99));

        assertThat(halfWidth / (1.96 * spread)).isBetween(0.75, 1.35);
    }

    /** Near the reference itself the distance is all bias: the width must not be several times the real spread. */
    @Test
    void jackknifeWidthIsOfTheRightSizeNearTheFloor() {
        double[] means = {0, 0, 0, 0, 0, 0, 0, 0};
        double[] deviations = {1, 2, 3, 1, 2, 3, 1, 2};
        FrechetDistance reference =
                new FrechetDistance(GaussianStats.of(Samples.independent(2_000, means, deviations, 1)));
        double[] fresh = new double[100];
        double width = 0;
        for (int i = 0; i < fresh.length; i++) {
            float[][] rows = Samples.independent(2_000, means, deviations, 100 + i);
            fresh[i] = reference.to(GaussianStats.of(rows));
            width += new JackknifeInterval(50).halfWidth(reference, rows) / fresh.length;
        }
        double mean = DoubleStream.of(fresh).average().orElseThrow();
        double spread = Math.sqrt(
                DoubleStream.of(fresh).map(f -> (f - mean) * (f - mean)).sum() / 99);

        assertThat(width / (1.96 * spread)).isBetween(0.75, 2.0);
    }

    private static double distance(float[][] a, float[][] b) {
        return new FrechetDistance(GaussianStats.of(a)).to(GaussianStats.of(b));
    }

    /** Eigenvalues are exact to ε·λmax, and the root of one that should be 0 is therefore off by √ε. */
    private static Offset<Double> tolerance(float[][] a, float[][] b) {
        double scale =
                CommonOps_DDRM.trace(Samples.naiveCovariance(a)) + CommonOps_DDRM.trace(Samples.naiveCovariance(b));
        return within(1e-6 * (1 + scale));
    }

    /** An independent route to tr((S1 S2)^½): the sum of the singular values of A Bᵀ, A and B being the centred rows. */
    private static double byNuclearNorm(float[][] a, float[][] b) {
        DMatrixRMaj left = Samples.centred(a);
        DMatrixRMaj right = Samples.centred(b);
        DMatrixRMaj product = new DMatrixRMaj(a.length, b.length);
        CommonOps_DDRM.multTransB(left, right, product);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(a.length, b.length, false, false, true);
        assertThat(svd.decompose(product)).isTrue();
        double root = DoubleStream.of(svd.getSingularValues()).sum();
        double[] meanA = Samples.naiveMean(a);
        double[] meanB = Samples.naiveMean(b);
        double meanTerm = 0;
        for (int i = 0; i < meanA.length; i++) {
            meanTerm += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
        }
        return meanTerm
                + CommonOps_DDRM.trace(Samples.naiveCovariance(a))
                + CommonOps_DDRM.trace(Samples.naiveCovariance(b))
                - 2 * root;
    }
}
