package io.genstream.eval.gate;

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

    /** Empty until the distance is there. */
    static Optional<Figures> of(MetricNames names, Map<String, Figure> published) {
        Figure distance = published.get(names.distance());
        if (distance == null) {
            return Optional.empty();
        }
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
        return Optional.of(new Figures(names, distance, together));
    }

    /** Whether every guard can be checked; agreement exists only where the data set has classes. */
    boolean complete(boolean withAgreement) {
        return names.all().stream()
                .filter(name -> withAgreement || !name.equals(names.agreement()))
                .allMatch(byMetric::containsKey);
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
        return Optional.ofNullable(byMetric.get(names.agreement()));
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
