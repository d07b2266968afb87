package io.genstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionalBatchNormTest {
    private static final int BATCH = 5;
    private static final int CHANNELS = 3;
    private static final int CLASSES = 4;
    private static final int AREA = 4;

    private final RandomValues random = new RandomValues(8);
    private final Network network = network(Condition.classes(CLASSES));
    private final List<float[]> weights = random.trainedLike(network);
    private final float[] input = random.normals(BATCH * CHANNELS * AREA, 2);
    private final long[] shape = {BATCH, CHANNELS, 2, 2};
    private final float[][] classes = {{2}, {0}, {3}, {3}, {1}};

    @Test
    void standardisesByTheBatchWhileTraining() {
        try (LayerBench bench = new LayerBench(network, weights)) {
            float[] output = bench.train(input, shape, classes);

            double[] mean = new double[CHANNELS];
            double[] variance = new double[CHANNELS];
            batchMoments(mean, variance);
            assertThat(output).containsExactly(naive(mean, variance), within(1e-4f));
        }
    }

    @Test
    void movesTheRunningStatisticsATenthOfTheWay() {
        try (LayerBench bench = new LayerBench(network, weights)) {
            assertThat(bench.train(input, shape, classes)).isNotEmpty();

            double[] mean = new double[CHANNELS];
            double[] variance = new double[CHANNELS];
            batchMoments(mean, variance);
            double unbiased = (double) BATCH * AREA / (BATCH * AREA - 1);
            for (int c = 0; c < CHANNELS; c++) {
                double expectedMean = 0.9 * weights.get(2)[c] + 0.1 * mean[c];
                double expectedVariance = 0.9 * weights.get(3)[c] + 0.1 * variance[c] * unbiased;
                assertThat((double) bench.weight(2)[c]).isCloseTo(expectedMean, within(1e-5));
                assertThat((double) bench.weight(3)[c]).isCloseTo(expectedVariance, within(1e-5));
            }
        }
    }

    @Test
    void standardisesByTheRunningStatisticsOtherwise() {
        try (LayerBench bench = new LayerBench(network, weights)) {
            float[] output = bench.evaluate(input, shape, classes);

            double[] mean = new double[CHANNELS];
            double[] variance = new double[CHANNELS];
            for (int c = 0; c < CHANNELS; c++) {
                mean[c] = weights.get(2)[c];
                variance[c] = weights.get(3)[c];
            }
            assertThat(output).containsExactly(naive(mean, variance), within(1e-4f));
        }
    }

    @Test
    void attributesMoveGainAndOffsetLinearly() {
        Network ofAttributes = network(Condition.attributes(2));
        List<float[]> tables = random.trainedLike(ofAttributes);
        float[][] labels = {{1, -1}, {0.5f, 0}, {0, 0}, {-1, 1}, {0.25f, -0.75f}};
        try (LayerBench bench = new LayerBench(ofAttributes, tables)) {
            float[] output = bench.evaluate(input, shape, labels);

            float[] expected = new float[input.length];
            for (int i = 0; i < expected.length; i++) {
                int c = i / AREA % CHANNELS;
                float[] label = labels[i / (AREA * CHANNELS)];
                double standard = (input[i] - tables.get(2)[c]) / Math.sqrt(tables.get(3)[c] + 1e-5);
                double gain = 1 + linear(tables.get(0), label, c);
                expected[i] = (float) (gain * standard + linear(tables.get(1), label, c));
            }
            assertThat(output).containsExactly(expected, within(1e-4f));
        }
    }

    private static double linear(float[] table, float[] label, int channel) {
        return table[channel] + label[0] * table[CHANNELS + channel] + label[1] * table[2 * CHANNELS + channel];
    }

    private static Network network(Condition condition) {
        return new Network("norm", condition, List.of(new ConditionalBatchNorm(CHANNELS, condition)), "out");
    }

    private float[] naive(double[] mean, double[] variance) {
        float[] y = new float[input.length];
        for (int i = 0; i < y.length; i++) {
            int c = i / AREA % CHANNELS;
            int row = (int) classes[i / (AREA * CHANNELS)][0] * CHANNELS + c;
            double standard = (input[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5);
            y[i] = (float) (weights.get(0)[row] * standard + weights.get(1)[row]);
        }
        return y;
    }

    private void batchMoments(double[] mean, double[] variance) {
        int count = BATCH * AREA;
        for (int i = 0; i < input.length; i++) {
            mean[i / AREA % CHANNELS] += input[i] / (double) count;
        }
        for (int i = 0; i < input.length; i++) {
            int c = i / AREA % CHANNELS;
            variance[c] += (input[i] - mean[c]) * (input[i] - mean[c]) / count;
        }
    }
}
