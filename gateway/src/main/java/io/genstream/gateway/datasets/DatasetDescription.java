package io.genstream.gateway.datasets;

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
        if (datasetId == null || !datasetId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new DatasetException("datasetId '" + datasetId
                    + "' is not a name: letters, digits, dot, dash and underscore, 100 at most");
        }
        attributeNames = List.copyOf(attributeNames);
    }

    void check(DatasetImage image) {
        if (image.height() != height || image.width() != width || image.channels() != channels) {
            throw new DatasetException("Record " + image.recordId() + " is " + image.height() + "x" + image.width()
                    + "x" + image.channels() + ", the data set " + datasetId + " is " + height + "x" + width + "x"
                    + channels);
        }
        int columns =
                switch (labelMeaning) {
                    case NONE -> 0;
                    case CLASS -> 1;
                    case ATTRIBUTES -> attributeNames.size();
                };
        if (image.labels().size() != columns) {
            throw new DatasetException("Record " + image.recordId() + " has "
                    + image.labels().size() + " label values, the data set " + datasetId + " has " + columns);
        }
        if (labelMeaning == LabelMeaning.CLASS && !isClass(image.labels().get(0))) {
            throw new DatasetException("Record " + image.recordId() + " has class "
                    + image.labels().get(0) + ", the data set " + datasetId + " has classes 0 to "
                    + (attributeNames.size() - 1));
        }
    }

    private boolean isClass(float value) {
        return value == Math.rint(value) && value >= 0 && value < attributeNames.size();
    }
}
