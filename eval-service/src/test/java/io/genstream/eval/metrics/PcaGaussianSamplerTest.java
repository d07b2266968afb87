package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;

class PcaGaussianSamplerTest {
    @Test
    void componentsMatchTheFullEigendecomposition() {
        float[][] rows = Samples.correlated(120, 30, 4, 0);
        DMatrixRMaj centred = Samples.centred(rows);
        CommonOps_DDRM.scale(Math.sqrt(119), centred);

        LeadingComponents leading = LeadingComponents.of(centred, 5, new SplittableRandom(1));

        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(30, true, true);
        assertThat(eigen.decompose(Samples.naiveCovariance(rows))).isTrue();
        double[] expected = new double[30];
        for (int i = 0; i < 30; i++) {
            expected[i] = -eigen.getEigenvalue(i).real;
        }
        Arrays.sort(expected);
        for (int i = 0; i < 5; i++) {
            assertThat(leading.variances()[i]).isCloseTo(-expected[i], within(0.01 * -expected[i]));
        }
    }

    @Test
    void drawsHaveTheMeanAndTheVarianceOfTheirClass() {
        byte[][] images = new byte[400][];
        int[] classes = new int[400];
        Random random = new Random(2);
        for (int i = 0; i < 400; i++) {
            classes[i] = i % 2;
            int centre = classes[i] == 0 ? 60 : 180;
            int common = (int) Math.round(12 * random.nextGaussian());
            images[i] = new byte[] {(byte) (centre + common), (byte) (centre - common), 7, 0};
        }

        byte[][] drawn = PcaGaussianSampler.fit(images, classes, 2, 1).sample(alternating(2000), 3);

        assertThat(moments(drawn, 0, 0)).satisfies(m -> assertThat(m[0]).isCloseTo(60, within(1.5)));
        assertThat(moments(drawn, 1, 0)).satisfies(m -> assertThat(m[0]).isCloseTo(180, within(1.5)));
        assertThat(moments(drawn, 1, 1)[1]).isCloseTo(12, within(1.5));
        assertThat(List.of(drawn)).allSatisfy(image -> assertThat(image[2]).isEqualTo((byte) 7));
    }

    @Test
    void clipsToTheRangeOfAByte() {
        byte[][] images = {{(byte) 255, 0}, {(byte) 255, (byte) 255}, {(byte) 250, 0}, {(byte) 240, (byte) 255}};

        byte[][] drawn = PcaGaussianSampler.fit(images, new int[4], 2, 1).sample(new int[500], 3);

        // unclipped, about half of the draws of pixel 1 would leave the range and wrap around
        long atTheEnds = Arrays.stream(drawn)
                .filter(image -> image[1] == 0 || image[1] == (byte) 255)
                .count();
        assertThat(atTheEnds).isGreaterThan(150);
    }

    @Test
    void isTheSameOnReplay() {
        byte[][] images = {{0, 9}, {1, 5}, {7, 2}};
        PcaGaussianSampler sampler = PcaGaussianSampler.fit(images, new int[3], 2, 1);

        assertThat(sampler.sample(new int[20], 5)).isDeepEqualTo(sampler.sample(new int[20], 5));
    }

    @Test
    void refusesAnUnknownClass() {
        PcaGaussianSampler sampler = PcaGaussianSampler.fit(new byte[][] {{0}, {1}}, new int[2], 1, 1);

        assertThatThrownBy(() -> sampler.sample(new int[] {4}, 1)).hasMessageContaining("class 4 was not fitted");
    }

    private static int[] alternating(int n) {
        int[] classes = new int[n];
        for (int i = 0; i < n; i++) {
            classes[i] = i % 2;
        }
        return classes;
    }

    /** Mean and deviation of one pixel over the images of one class. */
    private static double[] moments(byte[][] images, int of, int pixel) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int i = of; i < images.length; i += 2) {
            double value = images[i][pixel] & 0xFF;
            sum += value;
            squares += value * value;
            n++;
        }
        return new double[] {sum / n, Math.sqrt(squares / n - (sum / n) * (sum / n))};
    }
}
