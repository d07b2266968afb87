package io.genstream.gateway.datasets;

/**
 * What the gateway remembers of a stored record: enough to tell a repeat, to count, and to check a revision. Of what the record
 * says and not of its bytes: those depend on the schema that it was written with.
 *
 * @param picture digest of the picture
 * @param length of the picture, in bytes
 * @param labels digest of its label row
 * @param columns of its label row
 * @param firstLabel NaN where there is none
 * @param subject whose picture it is; empty where nobody said
 * @param source where it lay in what was imported; empty where nobody said
 */
public record RecordSummary(
        long picture,
        int length,
        PictureShape shape,
        DatasetSplit split,
        long labels,
        int columns,
        float firstLabel,
        String subject,
        String source) {

    public boolean isSamePicture(RecordSummary other) {
        return picture == other.picture && length == other.length && shape.equals(other.shape);
    }

    /** The same with objects that many records share. */
    RecordSummary sharing(PictureShape sameShape, String sameSubject) {
        return new RecordSummary(picture, length, sameShape, split, labels, columns, firstLabel, sameSubject, source);
    }
}
