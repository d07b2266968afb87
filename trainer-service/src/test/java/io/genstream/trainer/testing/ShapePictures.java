package io.genstream.trainer.testing;

import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;

/** {@link Shapes} without labels, at the size that is trained. */
public final class ShapePictures {
    private ShapePictures() {}

    public static PictureSet of(int count, int side) {
        return Shapes.unlabelled(count).pictures(PictureForm.of(side), Augmentation.none());
    }
}
