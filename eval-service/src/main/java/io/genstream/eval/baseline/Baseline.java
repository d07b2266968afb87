package io.genstream.eval.baseline;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.Measurement;
import io.genstream.eval.reference.Reference;
import java.util.List;

/**
 * Figures of something that is no model, in the same units.
 *
 * @param name what stands in the model's place
 * @param images how many were measured
 */
public record Baseline(String name, int images, List<Measurement> figures) {
    /** Real training images in the place of generated ones: no model can be expected to do better. */
    public static final String FLOOR = "baseline-train-floor";

    /** The per-class PCA-Gaussian: a model that does worse has learnt nothing. */
    public static final String YARDSTICK = "baseline-pca-gaussian";

    /** Its place among the evaluations: the data set's name keeps those of two data sets apart. */
    public static EvaluationId id(String name, Reference reference) {
        return new EvaluationId(
                name,
                reference.revision().datasetId() + "-r" + reference.revision().revision(),
                reference.revision().revision());
    }
}
