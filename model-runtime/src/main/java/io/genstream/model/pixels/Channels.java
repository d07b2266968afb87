package io.genstream.model.pixels;

/** Grey to RGB and back where nothing is lost. */
final class Channels {
    private Channels() {}

    static Pixels convert(Pixels image, int channels) {
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
