package io.genstream.eval.gate;

import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics that the gate decides by. An empty name switches that guard off; the distance cannot be switched off.
 *
 * @param distance lower is better
 * @param agreement share of images that show what was asked; only of data sets with classes
 * @param recall share of the test split that the model covers
 * @param neighbour distance to the nearest training image relative to the test split's; near 0 means copies
 */
public record MetricNames(String distance, String agreement, String recall, String neighbour) {
    public MetricNames {
        if (distance.isBlank()) {
            throw new IllegalArgumentException(
                    "The gate needs the name of a distance metric, e.g. fd-digits-2000-none");
        }
    }

    /** What the digits' evaluation publishes. */
    public static MetricNames digits() {
        return new MetricNames(
                "fd-digits-2000-none", "agreement-digits-2000", "recall-digits-2000-k3", "nn-train-digits-2000");
    }

    boolean used(String metric) {
        return all().contains(metric);
    }

    List<String> all() {
        return Stream.of(distance, agreement, recall, neighbour)
                .filter(name -> !name.isBlank())
                .toList();
    }
}
