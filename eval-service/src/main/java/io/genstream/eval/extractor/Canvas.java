package io.genstream.eval.extractor;

import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;

/**
 * How images of any size become what an extractor takes: real and generated ones alike, so that a distance does not measure the
 * resizer. Of images of another aspect the middle is taken, as the recipes do. Immutable.
 *
 * @param shape what the extractor takes
 * @param resizes whether images that no thin black border fits are scaled by {@link Resize#AREA}; else they are refused
 */
public record Canvas(ImageShape shape, boolean resizes) {

    /** True if images of this shape can be shown to the extractor. */
    public boolean takes(ImageShape images) {
        return images.padsTo(shape) || resizes && images.channels() == shape.channels();
    }

    public Pixels fit(Pixels image) {
        ImageShape from = new ImageShape(image.height(), image.width(), image.channels());
        if (!takes(from)) {
            throw new IllegalArgumentException("Images of " + from + " do not fit an extractor of " + shape);
        }
        return from.padsTo(shape)
                ? shape.padded(image)
                : Resize.AREA.apply(middle(image), shape.height(), shape.width());
    }

    private Pixels middle(Pixels image) {
        return image.cropped(
                Math.min(image.height(), image.width() * shape.height() / shape.width()),
                Math.min(image.width(), image.height() * shape.width() / shape.height()));
    }

    /** Part of a metric's name. */
    public String resizer() {
        return resizes ? Resize.AREA.label() + shape.height() : "none";
    }
}
