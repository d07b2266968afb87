package io.genstream.eval.gate;

import java.util.Map;

/**
 * A training run, with the recipe that a command to it must carry.
 *
 * @param active false once it has ended
 */
public record TrainingRun(
        String runId, boolean active, String recipe, String datasetId, String model, Map<String, String> parameters) {
    public TrainingRun {
        parameters = Map.copyOf(parameters);
    }
}
