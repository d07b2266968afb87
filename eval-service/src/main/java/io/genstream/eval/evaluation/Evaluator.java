package io.genstream.eval.evaluation;

import io.genstream.eval.metrics.Estimate;
import io.genstream.eval.metrics.FeatureSet;
import io.genstream.eval.metrics.FrechetDistance;
import io.genstream.eval.metrics.GaussianStats;
import io.genstream.eval.metrics.JackknifeInterval;
import io.genstream.eval.metrics.Measure;
import io.genstream.eval.metrics.Metric;
import io.genstream.eval.reference.Reference;
import io.genstream.schemas.Measures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of a set of features against a reference, the distance last. Immutable and thread-safe. */
public final class Evaluator {
    /** A group of fewer rows does not hold the labels in the proportion of the whole. */
    private static final int MIN_GROUP_ROWS = 20;

    private final int intervalGroups;

    /** @param intervalGroups at most, of the jackknife, for the distance's interval */
    public Evaluator(int intervalGroups) {
        this.intervalGroups = intervalGroups;
    }

    public List<Measurement> measure(FeatureSet features, Reference reference) {
        FrechetDistance frechet = reference.frechet();
        double distance = frechet.to(GaussianStats.of(features.vectors(), frechet.referenceMean()));
        int groups = Math.max(2, Math.min(intervalGroups, features.size() / MIN_GROUP_ROWS));
        double halfWidth = new JackknifeInterval(groups).halfWidth(frechet, features.vectors());
        String resizer = "-" + reference.extractor().canvas().resizer();

        Map<Measure, Estimate> estimates = new LinkedHashMap<>();
        estimates.put(
                distance(Measures.RELATIVE_DISTANCE, resizer + "-relative"),
                Estimate.symmetric(frechet.relative(distance), frechet.relative(halfWidth)));
        for (Metric metric : reference.metrics()) {
            estimates.putAll(metric.measure(features));
        }
        estimates.put(distance(Measures.FRECHET_DISTANCE, resizer), Estimate.symmetric(distance, halfWidth));
        String protocol = reference.protocol(features.size());
        return estimates.entrySet().stream()
                .map(figure -> new Measurement(figure.getKey(), protocol, figure.getValue()))
                .toList();
    }

    private static Measure distance(String name, String suffix) {
        return new Measure(name, Measure.Kind.DISTANCE, "fd", suffix);
    }
}
