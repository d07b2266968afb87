package io.genstream.eval.evaluation;

import io.genstream.eval.extractor.ImageShape;

/**
 * What the evaluation needs to know of a checkpoint.
 *
 * @param generator false for classifiers and the like, which are not evaluated
 * @param datasetId null where unknown
 * @param runId null where no run made it
 * @param classes number of classes of its conditions; 0 where its conditions are no classes
 */
public record VersionInfo(
        String model,
        String version,
        boolean generator,
        String datasetId,
        String runId,
        long imagesSeen,
        ImageShape shape,
        int classes) {

    public String key() {
        return model + "/" + version;
    }
}
