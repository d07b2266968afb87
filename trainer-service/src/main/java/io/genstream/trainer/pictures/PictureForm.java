package io.genstream.trainer.pictures;

import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;

/**
 * The form in which a recipe wants pictures.
 *
 * @param side edge of the square that is trained
 * @param crop edge of the square that is cut out of a stored picture's middle, in its pixels; 0 for the largest
 * @param padded whether a smaller picture keeps its pixels, with black around, instead of being cut and resized
 */
public record PictureForm(int side, int crop, boolean padded) {
    public PictureForm {
        if (side < 1 || crop < 0) {
            throw new IllegalArgumentException("side " + side + " must be above 0, crop " + crop + " at least 0");
        }
    }

    public PictureForm(int side, int crop) {
        this(side, crop, false);
    }

    public static PictureForm of(int side) {
        return new PictureForm(side, 0);
    }

    /** The picture in this form, channels first; a crop beyond the picture's edge takes what is there. */
    public byte[] planes(Pixels picture) {
        Pixels fitted = padded ? picture.padded(side, side) : cut(picture);
        int channels = picture.channels();
        byte[] raw = fitted.raw();
        byte[] planes = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            planes[i % channels * side * side + i / channels] = raw[i];
        }
        return planes;
    }

    private Pixels cut(Pixels picture) {
        int largest = Math.min(picture.height(), picture.width());
        int cut = crop == 0 ? largest : Math.min(crop, largest);
        return Resize.AREA.apply(picture.cropped(cut, cut), side, side);
    }
}
