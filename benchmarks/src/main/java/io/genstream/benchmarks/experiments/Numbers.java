package io.genstream.benchmarks.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Numbers of trials as a report's tables show them. Stateless. */
final class Numbers {
    static final String NONE = "–";

    private Numbers() {}

    static String number(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    static String number(Optional<Double> value) {
        return value.map(Numbers::number).orElse(NONE);
    }

    /** Whether the named ones fall from the first to the last. */
    static String held(Map<String, Double> values, String... falling) {
        List<String> seen = new ArrayList<>();
        boolean held = true;
        double before = Double.POSITIVE_INFINITY;
        for (String name : falling) {
            Double value = values.get(name);
            if (value == null) {
                return "**undecidable**, " + name + " was not measured";
            }
            held &= value < before;
            before = value;
            seen.add(number(value));
        }
        return (held ? "**held**" : "**did not hold**") + " (" + String.join(", ", seen) + ")";
    }
}
