package io.genstream.cli.importing;

import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import java.util.Arrays;

/**
 * Makes all pictures of a data set alike: a square of the middle, resized, grey or in colour, as a PNG. Immutable,
 * thread-safe.
 *
 * @param crop edge of the square, in pixels of a picture that is {@code nativeWidth} wide; 0: the largest
 * @param nativeWidth 0: as each picture is
 */
public record PictureFitter(int size, boolean colour, int crop, int nativeWidth) {
    /** Rec. ITU-R BT.601: how bright red, green and blue look. */
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    /** The largest square. */
    public PictureFitter(int size, boolean colour) {
        this(size, colour, 0, 0);
    }

    public byte[] fit(Pixels image) {
        Pixels square = Resizer.resize(square(image, cut(image)), size, size);
        return ImageCodec.encode(Encoding.PNG, colour ? spread(square) : grey(square));
    }

    /** Whether any pixel of the picture is not grey. */
    static boolean coloured(Pixels image) {
        if (image.channels() == 1) {
            return false;
        }
        byte[] raw = image.raw();
        for (int i = 0; i < raw.length; i += 3) {
            if (raw[i] != raw[i + 1] || raw[i] != raw[i + 2]) {
                return true;
            }
        }
        return false;
    }

    private int cut(Pixels image) {
        int largest = Math.min(image.height(), image.width());
        double scale = nativeWidth == 0 ? 1 : (double) image.width() / nativeWidth;
        return crop == 0 ? largest : Math.max(1, Math.min(largest, (int) Math.round(crop * scale)));
    }

    private static Pixels square(Pixels image, int side) {
        if (image.height() == side && image.width() == side) {
            return image;
        }
        int top = (image.height() - side) / 2;
        int left = (image.width() - side) / 2;
        int channels = image.channels();
        byte[] raw = new byte[side * side * channels];
        for (int y = 0; y < side; y++) {
            int from = ((top + y) * image.width() + left) * channels;
            System.arraycopy(image.raw(), from, raw, y * side * channels, side * channels);
        }
        return new Pixels(side, side, channels, raw);
    }

    private static Pixels spread(Pixels image) {
        if (image.channels() == 3) {
            return image;
        }
        byte[] rgb = new byte[image.raw().length * 3];
        for (int i = 0; i < image.raw().length; i++) {
            Arrays.fill(rgb, 3 * i, 3 * i + 3, image.raw()[i]);
        }
        return new Pixels(image.height(), image.width(), 3, rgb);
    }

    private static Pixels grey(Pixels image) {
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
}
