package io.genstream.trainer.pictures;

import io.genstream.trainer.network.Condition;

/** A set that is another one but for what a subclass says. As thread-safe as that one. */
abstract class ForwardedPictures implements PictureSet {
    private final PictureSet pictures;

    ForwardedPictures(PictureSet pictures) {
        this.pictures = pictures;
    }

    @Override
    public float[] signed(int[] indices, long epoch) {
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
    public int side() {
        return pictures.side();
    }

    @Override
    public PictureFacts facts() {
        return pictures.facts();
    }

    @Override
    public Condition condition() {
        return pictures.condition();
    }

    @Override
    public float[] labels(int picture) {
        return pictures.labels(picture);
    }

    @Override
    public void close() {
        pictures.close();
    }
}
