package io.genstream.gateway.datasets;

import io.genstream.gateway.datasets.DatasetException.Reason;
import java.util.List;

/**
 * What holds for all pictures of a data set.
 *
 * @param attributeNames CLASS: name of each class; ATTRIBUTES: name of each column of a label row
 * @param height pixels of a picture as stored
 * @param licence of the pictures, and where they come from
 */
public record DatasetDescription(
        String datasetId,
        LabelMeaning labelMeaning,
        List<String> attributeNames,
        int height,
        int width,
        int channels,
        String licence) {

    /** What a label row means. */
    public enum LabelMeaning {
        NONE,
        CLASS,
        ATTRIBUTES
    }

    public DatasetDescription {
        DatasetNames.checkDatasetId(datasetId);
        attributeNames = List.copyOf(attributeNames);
    }

    public PictureShape shape() {
        return new PictureShape(height, width, channels);
    }

    public void check(DatasetImage image) {
        if (!image.shape().equals(shape())) {
            throw new DatasetException(
                    Reason.WRONG_SHAPE,
                    "Record " + image.recordId() + " is " + image.shape() + ", the data set " + datasetId + " is "
                            + shape());
        }
        float first = image.labels().isEmpty() ? Float.NaN : image.labels().get(0);
        if (!fits(image.labels().size(), first)) {
            throw new DatasetException(
                    Reason.LABELS_DO_NOT_FIT,
                    "The label row of record " + image.recordId() + " is " + image.labels() + ": " + labelRule());
        }
    }

    /** Whether a label row of so many columns, with this value in the first, is one of this data set's. */
    public boolean fits(int columns, float first) {
        return switch (labelMeaning) {
            case NONE -> columns == 0;
            case CLASS -> columns == 1 && first == Math.rint(first) && first >= 0 && first < attributeNames.size();
            case ATTRIBUTES -> columns == attributeNames.size();
        };
    }

    /** What {@link #fits} asks for, in words. */
    public String labelRule() {
        return switch (labelMeaning) {
            case NONE -> "the data set " + datasetId + " has no labels";
            case CLASS ->
                "the data set " + datasetId + " has one label, of classes 0 to " + (attributeNames.size() - 1);
            case ATTRIBUTES -> "the data set " + datasetId + " has " + attributeNames.size() + " label values";
        };
    }
}
