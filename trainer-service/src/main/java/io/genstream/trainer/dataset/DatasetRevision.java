package io.genstream.trainer.dataset;

import io.genstream.model.card.LabelKind;
import java.time.Instant;
import java.util.List;

/**
 * Revision N of a data set: everything in topic dataset-records up to these offsets.
 *
 * @param endOffsets exclusive, one a partition
 * @param attributeNames of a data set of classes the name of each class, else of each column of a label row
 */
public record DatasetRevision(
        String datasetId,
        long revision,
        List<Long> endOffsets,
        LabelKind labelKind,
        List<String> attributeNames,
        int height,
        int width,
        int channels,
        String licence,
        Instant at) {
    public DatasetRevision {
        endOffsets = List.copyOf(endOffsets);
        attributeNames = List.copyOf(attributeNames);
    }

    /** Exclusive; of a partition that came later nothing belongs to it. */
    public long endOffset(int partition) {
        return partition < endOffsets.size() ? endOffsets.get(partition) : 0;
    }
}
