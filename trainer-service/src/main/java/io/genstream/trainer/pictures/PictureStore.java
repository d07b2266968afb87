package io.genstream.trainer.pictures;

/** Where the bytes of a {@link StoredPictures} lie: in heap, or in a mapped file. Thread-safe. */
public interface PictureStore {
    int size();

    /** One picture, a byte a value, channels first. */
    void copy(int picture, byte[] target);

    float[] labels(int picture);

    static PictureStore inMemory(byte[][] planes, float[][] labels) {
        return new PictureStore() {
            @Override
            public int size() {
                return planes.length;
            }

            @Override
            public void copy(int picture, byte[] target) {
                System.arraycopy(planes[picture], 0, target, 0, target.length);
            }

            @Override
            public float[] labels(int picture) {
                return labels[picture].clone();
            }
        };
    }
}
