package io.genstream.eval.gate;

/**
 * A data set at its latest revision.
 *
 * @param classes number of classes; 0 where its labels are no classes
 */
public record DatasetRevision(String datasetId, long revision, int classes) {}
