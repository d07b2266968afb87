package io.genstream.eval.metrics;

/**
 * A value with its 95 % interval.
 *
 * @param low NaN where there is no interval
 * @param high likewise
 */
public record Estimate(double value, double low, double high) {
    static Estimate plain(double value) {
        return new Estimate(value, Double.NaN, Double.NaN);
    }

    public static Estimate symmetric(double value, double halfWidth) {
        return new Estimate(value, value - halfWidth, value + halfWidth);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }
}
