package io.genstream.trainer.pictures;

import io.genstream.model.card.LabelKind;
import java.util.List;

/**
 * What a card says of the pictures that a model learnt from.
 *
 * @param attributeNames of a data set of classes the name of each class, else of each column of a label row
 */
public record PictureFacts(
        String datasetId, long revision, String licence, LabelKind labelKind, List<String> attributeNames) {
    public PictureFacts {
        attributeNames = List.copyOf(attributeNames);
    }
}
