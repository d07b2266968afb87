package io.genstream.trainer.pictures;

import java.util.function.IntConsumer;

/** Tells which batch is being made, by its first picture. */
record WatchedPictures(PictureSet pictures, IntConsumer watcher) implements PictureSet {
    @Override
    public float[] signed(int[] indices, long epoch) {
        watcher.accept(indices[0]);
        return pictures.signed(indices, epoch);
    }

    @Override
    public float[] signed(int[] indices) {
        return pictures.signed(indices);
    }

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public int channels() {
        return pictures.channels();
    }

    @Override
    public int side() {
        return pictures.side();
    }

    @Override
    public PictureFacts facts() {
        return pictures.facts();
    }

    @Override
    public float[] labels(int picture) {
        return pictures.labels(picture);
    }
}
