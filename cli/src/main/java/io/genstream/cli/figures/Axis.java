package io.genstream.cli.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From values to a share of an axis' length, with ticks at round numbers (Heckbert, "Nice numbers for graph labels", Graphics
 * Gems 1990). Logarithmic where the values are all positive and span much. Immutable.
 */
record Axis(double low, double high, boolean logarithmic, List<Double> ticks) {
    private static final double LOGARITHMIC_FROM = 50;
    private static final int TICKS = 5;

    /** Around all of the values; an axis of nothing goes from 0 to 1. */
    static Axis around(double smallest, double largest) {
        if (!(smallest <= largest)) {
            return linear(0, 1);
        }
        if (smallest > 0 && largest / smallest > LOGARITHMIC_FROM) {
            return logarithmic(smallest, largest);
        }
        if (smallest == largest) {
            double margin = smallest == 0 ? 1 : Math.abs(smallest) * 0.1;
            return linear(smallest - margin, largest + margin);
        }
        return linear(smallest, largest);
    }

    private static Axis linear(double smallest, double largest) {
        double step = nice((largest - smallest) / (TICKS - 1));
        double low = Math.floor(smallest / step) * step;
        double high = Math.ceil(largest / step) * step;
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i <= Math.round((high - low) / step); i++) {
            ticks.add(low + i * step);
        }
        return new Axis(low, high, false, ticks);
    }

    private static Axis logarithmic(double smallest, double largest) {
        double low = Math.pow(10, Math.floor(Math.log10(smallest)));
        double high = Math.pow(10, Math.ceil(Math.log10(largest)));
        List<Double> ticks = new ArrayList<>();
        for (double tick = low; tick <= high * 1.0001; tick *= 10) {
            ticks.add(tick);
        }
        return new Axis(low, high, true, ticks);
    }

    /** 0 at the low end, 1 at the high one. */
    double share(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** All ticks with the same number of digits. */
    String word(double tick) {
        double step = ticks.size() > 1 && !logarithmic ? ticks.get(1) - ticks.get(0) : Math.abs(tick);
        double magnitude = Math.max(Math.abs(low), Math.abs(high));
        double unit = logarithmic ? Math.abs(tick) : magnitude;
        if (tick == 0 && unit >= 1e4) {
            return "0";
        }
        if (unit >= 1e6) {
            return digits(tick / 1e6, step / 1e6) + "M";
        }
        return unit >= 1e4 ? digits(tick / 1e3, step / 1e3) + "k" : digits(tick, step);
    }

    private static String digits(double value, double step) {
        int places = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        double shown = Math.abs(value) < step * 1e-6 ? 0 : value; // no -0.0 of rounding
        return places > 6
                ? String.format(Locale.ROOT, "%.0e", shown)
                : String.format(Locale.ROOT, "%." + places + "f", shown);
    }

    private static double nice(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double fraction = step / power;
        return power * (fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10);
    }
}
