package io.genstream.trainer.recipe;

import io.genstream.trainer.pictures.Augmentation;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureForm;
import io.genstream.trainer.pictures.PictureSet;

/**
 * The train split of one revision of a data set before anybody has said in which form it is wanted: a recipe asks for the
 * one that it learns from. Used by the training thread.
 */
public interface TrainingSource {
    PictureFacts facts();

    /** Everything in heap, at the size at which it was imported. */
    TrainingData inMemory();

    /**
     * At the size that is trained, outside the heap where there is a cache for it.
     *
     * @param augmentation what {@link PictureSet#signed(int[], long)} does to them
     */
    PictureSet pictures(PictureForm form, Augmentation augmentation);
}
