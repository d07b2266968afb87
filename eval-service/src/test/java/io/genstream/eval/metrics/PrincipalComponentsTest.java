package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    private static final int COMPONENTS = 6;

    private final byte[][] pictures = pictures(80, 1);
    private final PrincipalComponents fitted = PrincipalComponents.fit(pictures, COMPONENTS, 7);

    /** The truth: a full singular value decomposition of the centred pictures, by other code on another route. */
    @Test
    void findsWhatASingularValueDecompositionFinds() {
        DMatrixRMaj centred = centred(pictures);
        var svd = DecompositionFactory_DDRM.svd(centred.numRows, centred.numCols, false, true, true);
        assertThat(svd.decompose(centred.copy())).isTrue();
        double[] singular = svd.getSingularValues();
        int[] order = IntStream.range(0, singular.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -singular[i]))
                .mapToInt(i -> i)
                .toArray();
        DMatrixRMaj scores = new DMatrixRMaj(pictures.length, singular.length);
        CommonOps_DDRM.multTransB(centred, svd.getV(null, true), scores);

        double total = Arrays.stream(singular).map(s -> s * s).sum();
        double kept = 0;
        for (int c = 0; c < COMPONENTS; c++) {
            double energy = square(singular[order[c]]);
            kept += energy;
            assertThat(fitted.variances()[c] * (pictures.length - 1)).isCloseTo(energy, within(1e-4 * energy));
        }
        assertThat(fitted.explained()).isCloseTo(kept / total, within(1e-4));
        for (int p = 0; p < pictures.length; p++) {
            float[] along = fitted.project(pictures[p]);
            for (int c = 0; c < COMPONENTS; c++) {
                // a component has no sign
                double expected = Math.abs(scores.get(p, order[c]));
                assertThat((double) Math.abs(along[c])).isCloseTo(expected, within(5e-3));
            }
        }
    }

    @Test
    void projectsByTheDefinition() {
        byte[] picture = pictures(1, 9)[0];
        byte[] other = pictures(1, 10)[0];

        // linear up to the mean: the difference of two projections is the projection of the difference, no longer than
        // it
        float[] a = fitted.project(picture);
        float[] b = fitted.project(other);
        double projected = 0;
        double whole = 0;
        for (int c = 0; c < COMPONENTS; c++) {
            projected += square(a[c] - b[c]);
        }
        for (int i = 0; i < picture.length; i++) {
            whole += square(((picture[i] & 0xFF) - (other[i] & 0xFF)) / 255.0);
        }
        assertThat(projected).isPositive().isLessThanOrEqualTo(whole);
    }

    @Test
    void theSamePicturesGiveTheSameHashAndOthersAnother() {
        assertThat(PrincipalComponents.fit(pictures(80, 1), COMPONENTS, 7).sha256())
                .isEqualTo(fitted.sha256())
                .hasSize(64);
        assertThat(PrincipalComponents.fit(pictures(80, 2), COMPONENTS, 7).sha256())
                .isNotEqualTo(fitted.sha256());
    }

    @Test
    void refusesWhatHasNoComponents() {
        assertThatThrownBy(() -> PrincipalComponents.fit(new byte[1][4], 1, 1)).hasMessageContaining("got 1");
        assertThatThrownBy(() -> fitted.project(new byte[3])).hasMessageContaining("3 values");
        assertThat(PrincipalComponents.fit(new byte[8][4], 2, 1).explained()).isZero();
    }

    /** Few strong directions of falling strength, and noise in all: 48 values a picture. */
    private static byte[][] pictures(int count, long seed) {
        Random random = new Random(seed);
        Random shapes = new Random(99);
        double[][] directions = new double[COMPONENTS][48];
        for (double[] direction : directions) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = shapes.nextGaussian();
            }
        }
        byte[][] pictures = new byte[count][48];
        for (byte[] picture : pictures) {
            double[] values = new double[48];
            double strength = 16;
            for (double[] direction : directions) {
                double along = strength * random.nextGaussian();
                for (int i = 0; i < values.length; i++) {
                    values[i] += along * direction[i];
                }
                strength *= 0.7;
            }
            for (int i = 0; i < values.length; i++) {
                picture[i] = (byte) Math.max(0, Math.min(255, Math.round(128 + values[i] + random.nextGaussian())));
            }
        }
        return pictures;
    }

    private static DMatrixRMaj centred(byte[][] pictures) {
        DMatrixRMaj matrix = new DMatrixRMaj(pictures.length, pictures[0].length);
        for (int column = 0; column < pictures[0].length; column++) {
            double mean = 0;
            for (byte[] picture : pictures) {
                mean += (picture[column] & 0xFF) / 255.0 / pictures.length;
            }
            for (int row = 0; row < pictures.length; row++) {
                matrix.set(row, column, (pictures[row][column] & 0xFF) / 255.0 - mean);
            }
        }
        return matrix;
    }

    private static double square(double x) {
        return x * x;
    }
}
