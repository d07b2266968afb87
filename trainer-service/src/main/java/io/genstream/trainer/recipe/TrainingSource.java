package io.genstream.trainer.recipe;

import io.genstream.trainer.network.Condition;
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

    /**
     * At the size that is trained, outside the heap where there is a cache for it.
     *
     * @param augmentation what {@link PictureSet#signed(int[], long)} does to them
     * @param condition what their labels tell
     */
    PictureSet pictures(PictureForm form, Augmentation augmentation, Condition condition);

    /** As the other, for networks that are told nothing of labels. */
    default PictureSet pictures(PictureForm form, Augmentation augmentation) {
        return pictures(form, augmentation, Condition.none());
    }
}
