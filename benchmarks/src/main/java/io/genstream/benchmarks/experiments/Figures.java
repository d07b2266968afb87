package io.genstream.benchmarks.experiments;

import io.genstream.cli.runs.RunCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Numbers of trials as a report's tables show them. Stateless. */
final class Figures {
    static final String NONE = "–";

    private Figures() {}

    static String number(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    static String number(Optional<Double> value) {
        return value.map(Figures::number).orElse(NONE);
    }

    static Optional<RunCurve.Figure> best(Trial trial) {
        return trial.distances().stream().min(Comparator.comparingDouble(RunCurve.Figure::value));
    }

    static Optional<RunCurve.Figure> last(Trial trial) {
        List<RunCurve.Figure> distances = trial.distances();
        return distances.isEmpty() ? Optional.empty() : Optional.of(distances.get(distances.size() - 1));
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
