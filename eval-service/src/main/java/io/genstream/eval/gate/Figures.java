package io.genstream.eval.gate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All figures of one version under one protocol: same data-set revision and extractor as its distance. Immutable. */
final class Figures {
    private final MetricNames names;
    private final Figure distance;
    private final Map<String, Figure> byMetric;

    private Figures(MetricNames names, Figure distance, Map<String, Figure> byMetric) {
        this.names = names;
        this.distance = distance;
        this.byMetric = byMetric;
    }

    /** Those of the newest distance; empty until one is there. */
    static Optional<Figures> of(Map<String, Figure> published) {
        return published.values().stream()
                .filter(figure -> MetricNames.of(figure.metric()).isPresent())
                .max(Comparator.comparingLong(Figure::revision).thenComparing(Figure::at))
                .map(distance -> of(distance, published));
    }

    private static Figures of(Figure distance, Map<String, Figure> published) {
        MetricNames names = MetricNames.of(distance.metric()).orElseThrow();
        Map<String, Figure> together = new LinkedHashMap<>();
        for (String metric : names.all()) {
            Figure figure = published.get(metric);
            if (figure != null
                    && figure.revision() == distance.revision()
                    && figure.datasetId().equals(distance.datasetId())
                    && figure.extractorSha256().equals(distance.extractorSha256())) {
                together.put(metric, figure);
            }
        }
        return new Figures(names, distance, together);
    }

    /**
     * Whether every guard can be checked.
     *
     * @param byClass whether the version shows classes that it is asked for; agreement exists only then, and only where the extractor
     *     tells them apart
     */
    boolean complete(boolean byClass) {
        return byMetric.containsKey(names.recall())
                && byMetric.containsKey(names.neighbour())
                && (!byClass || names.agreement().stream().allMatch(byMetric::containsKey));
    }

    boolean comparableWith(Figures other) {
        return distance.comparableWith(other.distance);
    }

    String version() {
        return distance.version();
    }

    Figure distance() {
        return distance;
    }

    Optional<Figure> agreement() {
        return names.agreement().map(byMetric::get);
    }

    Optional<Figure> recall() {
        return Optional.ofNullable(byMetric.get(names.recall()));
    }

    Optional<Figure> neighbour() {
        return Optional.ofNullable(byMetric.get(names.neighbour()));
    }

    /** For a decision's record: {@code role.metric} to value. */
    Map<String, Double> named(String role) {
        Map<String, Double> values = new LinkedHashMap<>();
        byMetric.forEach((metric, figure) -> values.put(role + "." + metric, figure.value()));
        return values;
    }
}
