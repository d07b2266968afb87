package io.genstream.eval.evaluation;

import java.util.List;

/**
 * Features of some images of one evaluation.
 *
 * @param images rows of the whole evaluation
 */
public record FeatureChunk(EvaluationId id, String datasetId, String extractorSha256, int images, List<Row> rows) {

    /**
     * One image.
     *
     * @param index within the evaluation
     * @param asked class that it should show; -1 where none
     * @param predicted class that the extractor sees; -1 where none
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
    public record Row(long index, float[] vector, int asked, int predicted) {}
}
