package io.genstream.trainer.testing;

import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.pictures.PictureStore;
import io.genstream.trainer.pictures.StoredPictures;
import io.genstream.trainer.recipe.TrainingData;

/** {@link Shapes} without labels, at the size that is trained. */
public final class ShapePictures {
    private ShapePictures() {}

    public static PictureSet of(int count, int side) {
        TrainingData data = Shapes.unlabelled(count);
        byte[][] planes = new byte[count][];
        for (int i = 0; i < count; i++) {
            planes[i] = PictureForm.of(side)
                    .planes(new Pixels(data.height(), data.width(), data.channels(), data.images()[i]));
        }
        PictureFacts facts = new PictureFacts("shapes", 2, data.licence(), data.labelKind(), data.attributeNames());
        return new StoredPictures(
                facts, 3, side, PictureStore.inMemory(planes, new float[count][0]), Augmentation.none());
    }
}
