package io.genstream.eval.reference;

import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.metrics.FrechetDistance;
import io.genstream.eval.metrics.Metric;
import java.util.List;

/**
 * One revision of a data set as the metrics need it: everything that is the same for each version is worked out once. Immutable
 * and thread-safe; a few MB for the digits. Made by {@link ReferenceBuilder}, kept by {@link References}.
 *
 * @param extractor what features of images are made with
 * @param side which pictures figures are measured against
 * @param frechet measures the distance, by which versions are ordered
 * @param metrics all others
 * @param count how many pictures figures are measured against
 */
public record Reference(
        DatasetRevision revision,
        Extractor extractor,
        Side side,
        FrechetDistance frechet,
        List<Metric> metrics,
        int count) {
    public Reference {
        metrics = List.copyOf(metrics);
    }

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

    /** What the metrics of one evaluation share, as part of their names. */
    public String protocol(int images) {
        return extractor.name() + (side == Side.TRAIN ? "-train-" : "-") + images;
    }
}
