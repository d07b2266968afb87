package io.genstream.trainer.pictures;

import io.genstream.trainer.network.Condition;

/** Pictures as bytes in a {@link PictureStore}, turned into values when they are asked for. */
public final class StoredPictures implements PictureSet {
    private static final float[] SIGNED = signedLevels();

    private final PictureFacts facts;
    private final int side;
    private final PictureStore store;
    private final Augmentation augmentation;
    private final Condition condition;

    public StoredPictures(
            PictureFacts facts, int side, PictureStore store, Augmentation augmentation, Condition condition) {
        this.facts = facts;
        this.side = side;
        this.store = store;
        this.augmentation = augmentation;
        this.condition = condition;
    }

    private static float[] signedLevels() {
        float[] levels = new float[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = 2 * (i / 255f) - 1;
        }
        return levels;
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public int side() {
        return side;
    }

    @Override
    public PictureFacts facts() {
        return facts;
    }

    @Override
    public Condition condition() {
        return condition;
    }

    @Override
    public float[] labels(int picture) {
        return store.labels(picture);
    }

    @Override
    public float[] signed(int[] pictures) {
        int length = channels() * side * side;
        float[] values = new float[pictures.length * length];
        byte[] levels = new byte[length];
        for (int i = 0; i < pictures.length; i++) {
            store.copy(pictures[i], levels);
            for (int j = 0; j < length; j++) {
                values[i * length + j] = SIGNED[levels[j] & 0xFF];
            }
        }
        return values;
    }

    @Override
    public float[] signed(int[] pictures, long epoch) {
        float[] values = signed(pictures);
        int length = channels() * side * side;
        for (int i = 0; i < pictures.length; i++) {
            augmentation.apply(values, i * length, channels(), side, epoch, pictures[i]);
        }
        return values;
    }
}
