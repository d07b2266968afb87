package io.genstream.eval.reference;

import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.metrics.FrechetDistance;
import io.genstream.eval.metrics.NearestTrainingDistance;
import io.genstream.eval.metrics.PrecisionRecall;

/**
 * One revision of a data set as the metrics need it: everything that is the same for each version is worked out once. Immutable
 * and thread-safe; a few MB for the digits. Made by {@link ReferenceBuilder}, kept by {@link References}.
 *
 * @param extractorName short name
 * @param extractorSha256 hash of its ONNX file
 * @param imageShape what the extractor takes
 * @param classesMatchExtractor whether the extractor tells this data set's classes apart, so that agreement means something
 * @param testCount images of the test split
 */
public record Reference(
        DatasetRevision revision,
        String extractorName,
        String extractorSha256,
        ImageShape imageShape,
        boolean classesMatchExtractor,
        FrechetDistance frechet,
        PrecisionRecall precisionRecall,
        NearestTrainingDistance nearestTraining,
        int testCount) {
    /** Which neighbour the balls of precision and recall reach to. */
    public static final int NEIGHBOURS = 3;
}
