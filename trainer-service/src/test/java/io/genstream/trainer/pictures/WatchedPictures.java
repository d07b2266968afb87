package io.genstream.trainer.pictures;

import java.util.function.IntConsumer;

/** Tells which batch is being made, by its first picture. */
final class WatchedPictures extends ForwardedPictures {
    private final IntConsumer watcher;

    WatchedPictures(PictureSet pictures, IntConsumer watcher) {
        super(pictures);
        this.watcher = watcher;
    }

    @Override
    public float[] signed(int[] indices, long epoch) {
        watcher.accept(indices[0]);
        return super.signed(indices, epoch);
    }
}
