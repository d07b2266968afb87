package io.genstream.eval.gate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of one protocol that the gate decides by. All follow from the distance's name, so the gate works for any extractor
 * that the evaluator measures with.
 *
 * @param distance lower is better
 * @param agreement share of images that show what was asked; empty where the extractor tells no classes apart
 * @param recall share of the real images that the model covers
 * @param neighbour distance to the nearest training image relative to that of real ones; near 0 means copies
 */
public record MetricNames(String distance, Optional<String> agreement, String recall, String neighbour) {
    private static final String RELATIVE = "-relative";

    /** {@code fd-<extractor>[-train]-<n>-<resizer>}; the extractor {@code pca<k>} is no classifier. */
    private static final Pattern DISTANCE = Pattern.compile("fd-(?<protocol>(?<extractor>.+)-\\d+)-[^-]+");

    private static final Pattern NO_CLASSIFIER = Pattern.compile("pca\\d+(-train)?");

    /** Empty where the metric is no distance. */
    public static Optional<MetricNames> of(String metric) {
        Matcher matcher = DISTANCE.matcher(metric);
        if (metric.endsWith(RELATIVE) || !matcher.matches()) {
            return Optional.empty();
        }
        String protocol = matcher.group("protocol");
        boolean classifies = !NO_CLASSIFIER.matcher(matcher.group("extractor")).matches();
        return Optional.of(new MetricNames(
                metric,
                classifies ? Optional.of("agreement-" + protocol) : Optional.empty(),
                "recall-" + protocol + "-k3",
                "nn-train-" + protocol));
    }

    /** What the digits' evaluation publishes. */
    public static MetricNames digits() {
        return of("fd-digits-2000-none").orElseThrow();
    }

    /** False for what the gate need not remember. */
    static boolean used(String metric) {
        return of(metric).isPresent()
                || List.of("agreement-", "recall-", "nn-train-").stream().anyMatch(metric::startsWith);
    }

    /** The guards, and the distance. */
    List<String> all() {
        return agreement
                .map(name -> List.of(distance, name, recall, neighbour))
                .orElseGet(() -> List.of(distance, recall, neighbour));
    }
}
