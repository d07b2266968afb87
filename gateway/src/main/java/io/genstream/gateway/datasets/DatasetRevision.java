package io.genstream.gateway.datasets;

import java.util.List;
import java.util.Map;

/**
 * Revision N of a data set: everything up to these end offsets.
 *
 * @param endOffsets exclusive, one for each partition of the records' topic
 * @param counts records of the whole data set by split
 */
public record DatasetRevision(
        DatasetDescription description, long revision, List<Long> endOffsets, Map<DatasetSplit, Long> counts) {
    public DatasetRevision {
        endOffsets = List.copyOf(endOffsets);
        counts = Map.copyOf(counts);
    }
}
