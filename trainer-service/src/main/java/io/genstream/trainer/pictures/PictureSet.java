package io.genstream.trainer.pictures;

import io.genstream.trainer.network.Condition;
import java.util.Arrays;

/**
 * The pictures that an algorithm learns from, square, at the size that it trains. Thread-safe; the session that trains
 * on it closes it.
 */
public interface PictureSet extends AutoCloseable {
    int size();

    /** 1 (grey) or 3 (RGB). */
    default int channels() {
        return facts().channels();
    }

    int side();

    PictureFacts facts();

    /** Label row of a picture: empty, one class index, or a value an attribute. */
    float[] labels(int picture);

    /** What a label row tells a network; none where this recipe's networks are told nothing. */
    Condition condition();

    /** Label rows of these pictures; empty ones where there is no condition. */
    default float[][] labels(int[] pictures) {
        return condition().present()
                ? Arrays.stream(pictures).mapToObj(this::labels).toArray(float[][]::new)
                : new float[pictures.length][0];
    }

    /** Shape of one picture. */
    default long[] chw() {
        return new long[] {channels(), side(), side()};
    }

    /** As they are stored, -1 (black) to 1 (white), channels first, one after the other. */
    float[] signed(int[] pictures);

    /**
     * As {@link #signed(int[])}, each augmented: the same seed, epoch and picture give the same values, whenever and in
     * whatever company it is asked for.
     */
    float[] signed(int[] pictures, long epoch);

    /** Says that these will be asked for soon; a set that works ahead begins with them. */
    default void expect(int[] pictures, long epoch) {}

    @Override
    default void close() {}
}
