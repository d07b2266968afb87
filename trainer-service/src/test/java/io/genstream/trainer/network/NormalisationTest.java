package io.genstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisationTest {
    private static final int BATCH = 4;
    private static final int CHANNELS = 3;
    private static final int AREA = 25;
    private static final long[] MAPS = {BATCH, CHANNELS, 5, 5};

    /** Kernel of the picture's own size: the layer is a matrix of 6 rows and 32 columns. */
    private static final Conv MATRIX = new Conv(2, 6, 4, 1, 0, true, Initialiser.HE);

    private static final int ROWS = 6;
    private static final int COLUMNS = 32;

    private final RandomValues random = new RandomValues(6);

    @Test
    void instanceNormTakesTheStatisticsOfEachMapOfEachPicture() {
        Network network = network(new InstanceNorm(CHANNELS));
        List<float[]> weights = random.trainedLike(network);
        float[] input = random.normals(BATCH * CHANNELS * AREA, 3);
        try (LayerBench bench = new LayerBench(network, weights)) {
            float[] expected = new float[input.length];
            for (int map = 0; map < BATCH * CHANNELS; map++) {
                double mean = 0;
                double variance = 0;
                for (int i = map * AREA; i < (map + 1) * AREA; i++) {
                    mean += (double) input[i] / AREA;
                }
                for (int i = map * AREA; i < (map + 1) * AREA; i++) {
                    variance += (input[i] - mean) * (input[i] - mean) / AREA;
                }
                int c = map % CHANNELS;
                for (int i = map * AREA; i < (map + 1) * AREA; i++) {
                    double standard = (input[i] - mean) / Math.sqrt(variance + 1e-5);
                    expected[i] = (float) (weights.get(0)[c] * standard + weights.get(1)[c]);
                }
            }

            assertThat(bench.train(input, MAPS, null)).containsExactly(expected, within(1e-5f));
            assertThat(bench.evaluate(input, MAPS, null)).containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void spectralNormBringsTheLargestSingularValueToOne() {
        Network network = network(new SpectralNorm(MATRIX));
        List<float[]> weights = random.trainedLike(network);
        double before = largest(weights.get(0));
        try (LayerBench bench = new LayerBench(network, weights)) {
            long[] shape = {COLUMNS, 2, 4, 4};
            float[] basis = new float[COLUMNS * COLUMNS];
            for (int i = 0; i < COLUMNS; i++) {
                basis[i * COLUMNS + i] = 1;
            }
            for (int step = 0; step < 60; step++) {
                assertThat(bench.train(basis, shape, null)).isNotEmpty();
            }
            float[] output = bench.stateless(basis, shape);
            float[] matrix = new float[output.length];
            for (int i = 0; i < output.length; i++) {
                matrix[i % ROWS * COLUMNS + i / ROWS] = output[i] - weights.get(1)[i % ROWS];
            }

            assertThat(Math.abs(before - 1)).isGreaterThan(0.1);
            assertThat(largest(matrix)).isCloseTo(1, within(1e-3));
            assertThat(bench.evaluate(basis, shape, null)).containsExactly(output, within(1e-5f));
        }
    }

    @Test
    void onlyATrainingPassTurnsTheDirectionOrMovesTheStatistics() {
        float[] input = random.normals(BATCH * COLUMNS, 1);
        assertOnlyTrainingMoves(network(new SpectralNorm(MATRIX)), 2, input, BATCH, 2, 4, 4);
        assertOnlyTrainingMoves(network(new BatchNorm(2)), 2, input, BATCH, 2, 4, 4);
        assertOnlyTrainingMoves(network(new BatchNorm(2)), 3, input, BATCH, 2, 4, 4);
    }

    private void assertOnlyTrainingMoves(Network network, int untrained, float[] input, long... shape) {
        List<float[]> weights = random.trainedLike(network);
        try (LayerBench bench = new LayerBench(network, weights)) {
            float[] stateless = bench.stateless(input, shape);
            assertThat(bench.evaluate(input, shape, null)).isNotEmpty();
            assertThat(bench.weight(untrained)).isEqualTo(weights.get(untrained));

            assertThat(bench.train(input, shape, null)).isEqualTo(stateless);
            assertThat(bench.weight(untrained)).isNotEqualTo(weights.get(untrained));
        }
    }

    private static double largest(float[] matrix) {
        double[] values = new double[matrix.length];
        Arrays.setAll(values, i -> matrix[i]);
        double[] start = new double[ROWS];
        Arrays.fill(start, 1);
        return SingularValue.of(values, start).value();
    }

    private static Network network(Layer layer) {
        return new Network("norm", Condition.none(), List.of(layer), "out");
    }
}
