package io.genstream.eval.extractor;

import io.genstream.model.pixels.Pixels;

/** Height, width and channels of an image. */
public record ImageShape(int height, int width, int channels) {
    /** A thicker border than this would make the extractor judge mostly black: the images are of another kind. */
    private static final int MAX_BORDER = 4;

    /** True if images of this shape are, with a thin black border at most, images of {@code target}. */
    public boolean padsTo(ImageShape target) {
        return channels == target.channels && within(target.height - height) && within(target.width - width);
    }

    /** {@code image} in the middle of a black image of this shape. */
    public Pixels padded(Pixels image) {
        boolean same = image.height() == height && image.width() == width;
        return same ? image : image.padded(height, width);
    }

    private static boolean within(int difference) {
        return difference >= 0 && difference <= MAX_BORDER;
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
