package io.genstream.eval.evaluation;

import io.genstream.eval.metrics.Agreement;
import io.genstream.eval.metrics.FrechetDistance;
import io.genstream.eval.metrics.GaussianStats;
import io.genstream.eval.metrics.JackknifeInterval;
import io.genstream.eval.metrics.PrecisionRecall;
import io.genstream.eval.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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
        MetricNames names = new MetricNames(reference, features.size());
        FrechetDistance frechet = reference.frechet();
        double distance = frechet.to(GaussianStats.of(features.vectors(), frechet.referenceMean()));
        int groups = Math.max(2, Math.min(intervalGroups, features.size() / MIN_GROUP_ROWS));
        double halfWidth = new JackknifeInterval(groups).halfWidth(frechet, features.vectors());
        PrecisionRecall.Result manifold = reference.precisionRecall().of(features.vectors());

        List<Measurement> figures = new ArrayList<>();
        figures.add(Measurement.symmetric(
                names.relativeDistance(), frechet.relative(distance), frechet.relative(halfWidth)));
        figures.add(Measurement.plain(names.precision(), manifold.precision()));
        figures.add(Measurement.plain(names.recall(), manifold.recall()));
        figures.add(Measurement.plain(
                names.nearestTraining(), reference.nearestTraining().ratio(features.vectors())));
        if (reference.classesMatchExtractor() && features.labelled()) {
            Agreement agreement = Agreement.of(features.asked(), features.predicted());
            figures.add(new Measurement(
                    names.agreement(),
                    agreement.value(),
                    OptionalDouble.of(agreement.low()),
                    OptionalDouble.of(agreement.high()),
                    true));
        }
        figures.add(Measurement.symmetric(names.distance(), distance, halfWidth));
        return figures;
    }
}
