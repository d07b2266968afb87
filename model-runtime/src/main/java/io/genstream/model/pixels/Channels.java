package io.genstream.model.pixels;

/** Between grey and RGB. Stateless. */
public final class Channels {
    /** Rec. ITU-R BT.601: how bright red, green and blue look. */
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    private Channels() {}

    /** Whether any pixel of the picture is not grey. */
    public static boolean coloured(Pixels image) {
        byte[] raw = image.raw();
        for (int i = 0; image.channels() == 3 && i < raw.length; i += 3) {
            if (raw[i] != raw[i + 1] || raw[i] != raw[i + 2]) {
                return true;
            }
        }
        return false;
    }

    /** As bright as it looks. */
    public static Pixels grey(Pixels image) {
        if (image.channels() == 1) {
            return image;
        }
        byte[] rgb = image.raw();
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            float luma = 0;
            for (int c = 0; c < 3; c++) {
                luma += LUMA[c] * (rgb[3 * i + c] & 0xFF);
            }
            grey[i] = (byte) Math.round(luma);
        }
        return new Pixels(image.height(), image.width(), 1, grey);
    }

    /** Three channels, equal ones where it was grey. */
    public static Pixels rgb(Pixels image) {
        return convert(image, 3);
    }

    /**
     * To so many channels where nothing is lost.
     *
     * @throws PixelException where one channel is wanted of a picture in colour
     */
    public static Pixels convert(Pixels image, int channels) {
        if (image.channels() == channels) {
            return image;
        }
        if (channels == 3) {
            return spread(image);
        }
        if (channels == 1) {
            return collapse(image);
        }
        throw new PixelException("a picture has 1 or 3 channels, not " + channels);
    }

    private static Pixels spread(Pixels grey) {
        byte[] rgb = new byte[grey.raw().length * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = grey.raw()[i / 3];
        }
        return new Pixels(grey.height(), grey.width(), 3, rgb);
    }

    private static Pixels collapse(Pixels rgb) {
        byte[] from = rgb.raw();
        byte[] grey = new byte[from.length / 3];
        for (int i = 0; i < grey.length; i++) {
            if (from[3 * i] != from[3 * i + 1] || from[3 * i] != from[3 * i + 2]) {
                throw new PixelException("the picture is in colour, but one channel is expected");
            }
            grey[i] = from[3 * i];
        }
        return new Pixels(rgb.height(), rgb.width(), 1, grey);
    }
}
