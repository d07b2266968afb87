package io.genstream.trainer.recipe;

import io.genstream.model.card.LabelKind;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.pictures.PictureStore;
import io.genstream.trainer.pictures.StoredPictures;
import java.util.List;

/**
 * The train split of one revision of a data set, in memory, as uint8 pictures (height x width x channels) and label
 * rows.
 *
 * <p>There is deliberately no field for the test split: a recipe can neither learn from it nor choose a setting by it.
 *
 * @param images one array a picture, all of {@code height * width * channels} bytes
 * @param labels one row a picture; for a data set of classes a row is the class index alone
 * @param labelKind what a label row means
 * @param attributeNames of a data set of classes the name of each class, else of each column of a label row
 * @param licence of the pictures; goes into the card of every model that learns from them
 */
public record TrainingData(
        String datasetId,
        long revision,
        int height,
        int width,
        int channels,
        LabelKind labelKind,
        List<String> attributeNames,
        String licence,
        byte[][] images,
        float[][] labels)
        implements TrainingSource {

    public TrainingData {
        attributeNames = List.copyOf(attributeNames);
        if (images.length != labels.length) {
            throw new UnsuitableDataException(
                    "data set " + datasetId + ": " + images.length + " images but " + labels.length + " label rows");
        }
        int size = height * width * channels;
        for (byte[] image : images) {
            if (image.length != size) {
                throw new UnsuitableDataException("data set " + datasetId + ": an image has " + image.length
                        + " bytes, expected " + height + "x" + width + "x" + channels + " = " + size);
            }
        }
    }

    public int size() {
        return images.length;
    }

    @Override
    public PictureFacts facts() {
        return new PictureFacts(datasetId, revision, licence, labelKind, attributeNames, height, width, channels);
    }

    @Override
    public PictureSet pictures(PictureForm form, Augmentation augmentation, Condition condition) {
        byte[][] planes = new byte[images.length][];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = form.planes(new Pixels(height, width, channels, images[i]));
        }
        return new StoredPictures(facts(), form.side(), PictureStore.inMemory(planes, labels), augmentation, condition);
    }
}
