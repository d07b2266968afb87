package io.genstream.cli.watch;

import java.util.List;

/** A curve of one character a value, on a logarithmic scale, since distances fall by orders of magnitude. Stateless. */
final class Sparkline {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** The last {@code width} values. */
    static String of(List<Double> values, int width) {
        List<Double> shown = values.subList(Math.max(0, values.size() - width), values.size());
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : shown) {
            low = Math.min(low, height(value));
            high = Math.max(high, height(value));
        }
        StringBuilder line = new StringBuilder();
        for (double value : shown) {
            double share = high > low ? (height(value) - low) / (high - low) : 0;
            line.append(LEVELS.charAt((int) Math.round(share * (LEVELS.length() - 1))));
        }
        return line.toString();
    }

    private static double height(double value) {
        return Math.log(Math.max(value, Double.MIN_NORMAL));
    }
}
