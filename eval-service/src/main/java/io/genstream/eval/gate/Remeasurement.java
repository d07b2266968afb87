package io.genstream.eval.gate;

import io.genstream.eval.evaluation.EvaluationId;
import java.util.OptionalInt;

/**
 * The stable version is to be measured at a revision of its data set, so that candidates can be compared with it.
 *
 * @param classes that its images are asked for in turn, as the evaluator asks a new checkpoint for them; 0 for none
 * @param images as many as the figure that it will be compared with; empty where there is none to go by
 */
public record Remeasurement(EvaluationId id, int classes, OptionalInt images) {
    public String requestId() {
        return id.requestId();
    }
}
