package io.genstream.model.pixels;

import java.util.Arrays;

/**
 * One uncompressed picture, the form in which pictures move inside every service: uint8, height x width x channels, rows
 * first, channels last, RGB. The array is shared, not copied: whoever builds one hands it over.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param channels 1 (grey) or 3 (RGB)
 * @param raw height x width x channels bytes
 */
public record Pixels(int height, int width, int channels, byte[] raw) {
    public Pixels {
        if (height < 1 || width < 1) {
            throw new PixelException("a picture has at least 1x1 pixels, not " + height + "x" + width);
        }
        if (channels != 1 && channels != 3) {
            throw new PixelException("a picture has 1 or 3 channels, not " + channels);
        }
        long size = (long) height * width * channels;
        if (raw.length != size) {
            throw new PixelException("a " + height + "x" + width + "x" + channels + " picture has " + size
                    + " bytes, not " + raw.length);
        }
    }

    /** A black picture. */
    public static Pixels black(int height, int width, int channels) {
        return new Pixels(
                height, width, channels, new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)]);
    }

    /** One value, 0 (black) to 255. */
    public int value(int y, int x, int channel) {
        return raw[(y * width + x) * channels + channel] & 0xFF;
    }

    /**
     * This picture in the middle of a larger black one; an odd border is thicker at the bottom and right.
     *
     * @throws PixelException where the target is smaller than this picture
     */
    public Pixels padded(int targetHeight, int targetWidth) {
        if (targetHeight < height || targetWidth < width) {
            throw new PixelException("cannot pad " + height + "x" + width + " to " + targetHeight + "x" + targetWidth);
        }
        Pixels target = black(targetHeight, targetWidth, channels);
        copyInto(target, (targetHeight - height) / 2, (targetWidth - width) / 2);
        return target;
    }

    /**
     * The middle of this picture; of an odd rest more is cut off at the bottom and right.
     *
     * @throws PixelException where it is larger than this picture
     */
    public Pixels cropped(int targetHeight, int targetWidth) {
        if (targetHeight > height || targetWidth > width) {
            throw new PixelException(
                    "cannot cut " + targetHeight + "x" + targetWidth + " out of " + height + "x" + width);
        }
        if (targetHeight == height && targetWidth == width) {
            return this;
        }
        Pixels target = black(targetHeight, targetWidth, channels);
        int top = (height - targetHeight) / 2;
        int left = (width - targetWidth) / 2;
        for (int y = 0; y < targetHeight; y++) {
            int from = ((top + y) * width + left) * channels;
            System.arraycopy(raw, from, target.raw, y * targetWidth * channels, targetWidth * channels);
        }
        return target;
    }

    void copyInto(Pixels target, int top, int left) {
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    raw,
                    y * width * channels,
                    target.raw,
                    ((top + y) * target.width + left) * channels,
                    width * channels);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels that
                && height == that.height
                && width == that.width
                && channels == that.channels
                && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * height + width) + Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "Pixels[" + height + "x" + width + "x" + channels + "]";
    }
}
