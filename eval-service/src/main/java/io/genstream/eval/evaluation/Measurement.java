package io.genstream.eval.evaluation;

import java.util.OptionalDouble;

/**
 * One figure.
 *
 * @param metric name that carries the protocol
 * @param low low end of the 95 % interval, where there is one
 * @param high high end
 */
public record Measurement(
        String metric, double value, OptionalDouble low, OptionalDouble high, boolean higherIsBetter) {

    static Measurement symmetric(String metric, double value, double halfWidth) {
        return new Measurement(
                metric, value, OptionalDouble.of(value - halfWidth), OptionalDouble.of(value + halfWidth), false);
    }

    static Measurement plain(String metric, double value) {
        return new Measurement(metric, value, OptionalDouble.empty(), OptionalDouble.empty(), true);
    }
}
