package io.genstream.gateway.runs;

import java.util.Map;

/**
 * A run to start, to stop or to delete, with its whole recipe.
 *
 * @param model empty where the trainer shall name it after recipe and data set
 */
public record RunOrder(
        String commandId,
        Action action,
        String runId,
        String recipe,
        String datasetId,
        String model,
        Map<String, String> parameters,
        String by,
        String reason) {

    /** What the trainer shall do. */
    public enum Action {
        START,
        STOP,
        /** The record of a run that has ended goes. */
        DELETE
    }

    public RunOrder {
        parameters = Map.copyOf(parameters);
    }
}
