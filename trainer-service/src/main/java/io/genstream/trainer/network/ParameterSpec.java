package io.genstream.trainer.network;

import java.util.Arrays;

/**
 * One tensor of a network.
 *
 * @param name unique within its layer
 * @param initialStd standard deviation of the normal it starts from; 0 starts it at {@code initialMean}
 * @param trained false for what the forward pass itself updates: running statistics, the direction of a power iteration
 */
public record ParameterSpec(String name, long[] shape, double initialMean, double initialStd, boolean trained) {
    static ParameterSpec weight(String name, double std, long... shape) {
        return new ParameterSpec(name, shape, 0, std, true);
    }

    static ParameterSpec constant(String name, double value, long... shape) {
        return new ParameterSpec(name, shape, value, 0, true);
    }

    static ParameterSpec statistic(String name, double value, long... shape) {
        return new ParameterSpec(name, shape, value, 0, false);
    }

    /** A direction that the forward pass itself turns; starts random. */
    static ParameterSpec direction(String name, long... shape) {
        return new ParameterSpec(name, shape, 0, 1, false);
    }

    ParameterSpec within(String layer) {
        return new ParameterSpec(layer + "_" + name, shape, initialMean, initialStd, trained);
    }

    public int size() {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }
}
