package io.genstream.eval.gate;

import io.genstream.schemas.Measures;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All figures of one version of one evaluation: same protocol, data-set revision and extractor as its distance. Immutable. */
final class VersionFigures {
    private static final Set<String> GUARDS = Set.of(Measures.AGREEMENT, Measures.RECALL, Measures.NEAREST_TRAINING);

    private final Figure distance;
    private final Map<String, Figure> guards;

    private VersionFigures(Figure distance, Map<String, Figure> guards) {
        this.distance = distance;
        this.guards = guards;
    }

    /** False for what the gate need not remember. */
    static boolean use(Figure figure) {
        return figure.isDistance() || GUARDS.contains(figure.measure());
    }

    /** Those of the newest distance; empty until one is there. */
    static Optional<VersionFigures> of(Collection<Figure> published) {
        return published.stream()
                .filter(Figure::isDistance)
                .max(Comparator.comparingLong(Figure::revision).thenComparing(Figure::at))
                .map(distance -> of(distance, published));
    }

    private static VersionFigures of(Figure distance, Collection<Figure> published) {
        Map<String, Figure> guards = new LinkedHashMap<>();
        for (Figure figure : published) {
            if (GUARDS.contains(figure.measure()) && figure.measuredWith(distance)) {
                guards.put(figure.measure(), figure);
            }
        }
        return new VersionFigures(distance, guards);
    }

    /** Whether every guard that was measured is here. */
    boolean complete() {
        return distance.measuredWith().stream().filter(GUARDS::contains).allMatch(guards::containsKey);
    }

    boolean comparableWith(VersionFigures other) {
        return distance.comparableWith(other.distance);
    }

    String version() {
        return distance.version();
    }

    Figure distance() {
        return distance;
    }

    /** Share of images that show what was asked; empty where the extractor tells no classes apart. */
    Optional<Figure> agreement() {
        return Optional.ofNullable(guards.get(Measures.AGREEMENT));
    }

    /** Share of the real images that the model covers. */
    Optional<Figure> recall() {
        return Optional.ofNullable(guards.get(Measures.RECALL));
    }

    /** Distance to the nearest training image relative to that of real ones; near 0 means copies. */
    Optional<Figure> neighbour() {
        return Optional.ofNullable(guards.get(Measures.NEAREST_TRAINING));
    }

    /** For a decision's record: {@code role.metric} to value. */
    Map<String, Double> named(String role) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(role + "." + distance.metric(), distance.value());
        guards.values().forEach(figure -> values.put(role + "." + figure.metric(), figure.value()));
        return values;
    }
}
