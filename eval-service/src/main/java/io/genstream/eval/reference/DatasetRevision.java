package io.genstream.eval.reference;

import io.genstream.eval.extractor.ImageShape;
import java.util.List;

/**
 * Revision N of a data set: everything up to the end offsets.
 *
 * @param endOffsets exclusive end of each partition of the records' topic
 * @param classNames names of its classes; empty where its labels are no classes
 */
public record DatasetRevision(
        String datasetId, long revision, List<Long> endOffsets, List<String> classNames, ImageShape shape) {
    public DatasetRevision {
        endOffsets = List.copyOf(endOffsets);
        classNames = List.copyOf(classNames);
    }

    /** Exclusive; of a partition that came later nothing belongs to it. */
    public long endOffset(int partition) {
        return partition < endOffsets.size() ? endOffsets.get(partition) : 0;
    }

    @Override
    public String toString() {
        return datasetId + " r" + revision;
    }
}
