package io.genstream.eval.gate;

/**
 * A checkpoint as the gate sees it.
 *
 * @param generator false for classifiers and the like, which are never rolled out
 * @param classes number of classes that it is asked for; 0 where its conditions are none
 * @param runId null where the checkpoint was registered from outside
 * @param datasetId null where unknown
 * @param revision data-set revision it learnt from; 0 where unknown
 */
public record Candidate(
        String model, String version, boolean generator, int classes, String runId, String datasetId, long revision) {}
