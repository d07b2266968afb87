package io.genstream.eval.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest figures of each version. Keeps the versions measured last and forgets older ones beyond its limit: whoever is
 * still needed of those is measured again. One thread.
 */
final class FigureBook {
    private final int maxVersions;
    private final LinkedHashMap<String, Map<String, Figure>> byVersion = new LinkedHashMap<>();

    FigureBook(int maxVersions) {
        this.maxVersions = maxVersions;
    }

    /** A figure of an earlier revision does not replace one of a later. */
    void add(Figure figure) {
        if (!VersionFigures.use(figure)) {
            return;
        }
        String key = key(figure.model(), figure.version());
        // taken out and put in again: the map's order is that of the last measurement
        Map<String, Figure> figures = Optional.ofNullable(byVersion.remove(key)).orElseGet(HashMap::new);
        figures.merge(figure.metric(), figure, (old, now) -> now.revision() >= old.revision() ? now : old);
        byVersion.put(key, figures);
        if (byVersion.size() > maxVersions) {
            byVersion.remove(byVersion.keySet().iterator().next());
        }
    }

    void remove(String model, String version, String metric) {
        byVersion.getOrDefault(key(model, version), new HashMap<>()).remove(metric);
    }

    Optional<VersionFigures> of(String model, String version) {
        return VersionFigures.of(
                byVersion.getOrDefault(key(model, version), Map.of()).values());
    }

    /** The measured versions of a run in training order, those of the newest protocol only. */
    List<VersionFigures> ofRun(String runId) {
        List<VersionFigures> all = new ArrayList<>();
        for (Map<String, Figure> published : byVersion.values()) {
            VersionFigures.of(published.values())
                    .filter(f -> runId.equals(f.distance().runId()))
                    .ifPresent(all::add);
        }
        all.sort(Comparator.comparingLong((VersionFigures f) -> f.distance().imagesSeen())
                .thenComparing(VersionFigures::version));
        Optional<VersionFigures> newest =
                all.stream().max(Comparator.comparingLong(f -> f.distance().revision()));
        return newest.map(reference ->
                        all.stream().filter(f -> f.comparableWith(reference)).toList())
                .orElse(List.of());
    }

    private static String key(String model, String version) {
        return model + "/" + version;
    }
}
