package io.genstream.eval.reference;

import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.metrics.FrechetDistance;
import io.genstream.eval.metrics.NearestTrainingDistance;
import io.genstream.eval.metrics.PrecisionRecall;

/**
 * One revision of a data set as the metrics need it: everything that is the same for each version is worked out once. Immutable
 * and thread-safe; a few MB for the digits. Made by {@link ReferenceBuilder}, kept by {@link References}.
 *
 * @param extractor what features of images are made with
 * @param side which pictures figures are measured against
 * @param count how many those are
 */
public record Reference(
        DatasetRevision revision,
        Extractor extractor,
        Side side,
        FrechetDistance frechet,
        PrecisionRecall precisionRecall,
        NearestTrainingDistance nearestTraining,
        int count) {
    /** Which neighbour the balls of precision and recall reach to. */
    public static final int NEIGHBOURS = 3;

    /** A part of the data set. */
    public enum Side {
        /** Pictures that no model has seen. */
        TEST,
        /** Those that models learn from, where there are too few others: then a model that only repeats them looks good. */
        TRAIN
    }

    public String extractorSha256() {
        return extractor.sha256();
    }

    /** Whether the extractor tells this data set's classes apart, so that agreement means something. */
    public boolean classesMatchExtractor() {
        return !extractor.classNames().isEmpty() && extractor.classNames().equals(revision.classNames());
    }
}
