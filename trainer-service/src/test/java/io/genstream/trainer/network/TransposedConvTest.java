package io.genstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TransposedConvTest {
    private static final int BATCH = 2;
    private static final int IN = 3;
    private static final int OUT = 2;
    private static final int SIDE = 4;

    private final RandomValues random = new RandomValues(5);
    private final Network network =
            new Network("up", Condition.none(), List.of(new TransposedConv(IN, OUT, true, Initialiser.HE)), "out");
    private final float[] input = random.normals(BATCH * IN * SIDE * SIDE, 1);
    private final float[] weight = random.normals(IN * OUT * 16, 1);
    private final float[] bias = random.normals(OUT, 1);
    private final long[] shape = {BATCH, IN, SIDE, SIDE};

    @Test
    void agreesWithTheDefinition() {
        try (LayerBench bench = new LayerBench(network, List.of(weight, bias))) {
            float[] output = bench.train(input, shape, null);

            assertThat(output).containsExactly(naive(input, weight, bias), within(1e-5f));
        }
    }

    @Test
    void gradientAgreesWithFiniteDifferences() {
        float[] direction = random.normals(BATCH * OUT * 4 * SIDE * SIDE, 1);
        try (LayerBench bench = new LayerBench(network, List.of(weight, bias))) {
            float[] gradient = bench.gradient(0, input, shape, null, direction);

            for (int i = 0; i < weight.length; i++) {
                // the output is linear in the weight: the difference quotient is exact but for rounding
                double up = dot(naive(input, changed(weight, i, 1), bias), direction);
                double down = dot(naive(input, changed(weight, i, -1), bias), direction);
                assertThat((double) gradient[i]).isCloseTo((up - down) / 2, within(1e-3));
            }
        }
    }

    /** Every input pixel stamps the kernel onto the output at twice its place, less the padding. */
    private static float[] naive(float[] x, float[] w, float[] b) {
        int wide = 2 * SIDE;
        float[] y = new float[BATCH * OUT * wide * wide];
        for (int i = 0; i < y.length; i++) {
            y[i] = b[i / (wide * wide) % OUT];
        }
        for (int i = 0; i < x.length; i++) {
            int n = i / (IN * SIDE * SIDE);
            int in = i / (SIDE * SIDE) % IN;
            int row = i / SIDE % SIDE;
            int column = i % SIDE;
            for (int k = 0; k < OUT * 16; k++) {
                int out = k / 16;
                int r = 2 * row + k / 4 % 4 - 1;
                int c = 2 * column + k % 4 - 1;
                if (r >= 0 && r < wide && c >= 0 && c < wide) {
                    y[((n * OUT + out) * wide + r) * wide + c] += x[i] * w[in * OUT * 16 + k];
                }
            }
        }
        return y;
    }

    private static float[] changed(float[] values, int i, float by) {
        float[] copy = values.clone();
        copy[i] += by;
        return copy;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
