package io.genstream.gateway.datasets;

import java.util.List;

/**
 * What the gateway remembers of a stored record: enough to tell a repeat, to count, and to check a revision.
 *
 * @param digest of the stored bytes
 * @param length of the stored bytes
 * @param columns of its label row
 * @param firstLabel NaN where there is none
 * @param subject whose picture it is; empty where nobody said
 */
public record RecordSummary(
        long digest,
        int length,
        DatasetSplit split,
        PictureShape shape,
        int columns,
        float firstLabel,
        String subject) {

    public static RecordSummary of(
            long digest, int length, DatasetSplit split, PictureShape shape, List<Float> labels, String subject) {
        return new RecordSummary(
                digest, length, split, shape, labels.size(), labels.isEmpty() ? Float.NaN : labels.get(0), subject);
    }
}
