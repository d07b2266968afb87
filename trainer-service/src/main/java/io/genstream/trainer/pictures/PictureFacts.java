package io.genstream.trainer.pictures;

import io.genstream.model.card.LabelKind;
import java.util.List;

/**
 * What is known of a data set's pictures, as they were imported, before any of them is read.
 *
 * @param attributeNames of a data set of classes the name of each class, else of each column of a label row
 */
public record PictureFacts(
        String datasetId,
        long revision,
        String licence,
        LabelKind labelKind,
        List<String> attributeNames,
        int height,
        int width,
        int channels) {
    public PictureFacts {
        attributeNames = List.copyOf(attributeNames);
    }
}
