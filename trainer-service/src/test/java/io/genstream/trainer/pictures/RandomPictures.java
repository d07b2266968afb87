package io.genstream.trainer.pictures;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.network.Condition;
import java.util.List;
import java.util.SplittableRandom;

/** Noise, so that every change of a value shows. */
final class RandomPictures {
    private RandomPictures() {}

    static PictureSet of(int count, int channels, int side, Augmentation augmentation) {
        SplittableRandom random = new SplittableRandom(5);
        byte[][] planes = new byte[count][channels * side * side];
        for (byte[] picture : planes) {
            random.nextBytes(picture);
        }
        return new StoredPictures(
                new PictureFacts("noise", 1, "CC0-1.0", LabelKind.NONE, List.of(), side, side, channels),
                side,
                PictureStore.inMemory(planes, new float[count][0]),
                augmentation,
                Condition.none());
    }
}
