package io.genstream.model.pixels;

/**
 * Pictures to bytes and back. RAW and PNG give back exactly what went in; JPEG comes close. Untrusted bytes are fine:
 * whatever is wrong with them is a {@link PixelException}, and a picture above the given number of pixels is refused from
 * its header, before anything is unpacked. Stateless and thread-safe.
 */
public final class ImageCodec {
    /** Enough for any data set's picture; 48 MB of RGB at most. */
    public static final long DEFAULT_MAX_PIXELS = 1L << 24;

    private ImageCodec() {}

    /** The picture's bytes. RAW shares the picture's array. */
    public static byte[] encode(Encoding encoding, Pixels image) {
        return switch (encoding) {
            case RAW -> image.raw();
            case PNG -> PngWriter.write(image);
            case JPEG -> JpegWriter.write(image);
        };
    }

    /**
     * Reads a picture whose size is known, as records carry it. A grey file is spread to three channels where 3 are
     * expected; a colour file is accepted for one channel only if it is grey in fact.
     *
     * @throws PixelException where the bytes are broken or have another size
     */
    public static Pixels decode(Encoding encoding, byte[] bytes, int height, int width, int channels) {
        if (encoding == Encoding.RAW) {
            return new Pixels(height, width, channels, bytes);
        }
        Pixels image = decode(bytes, Math.min(DEFAULT_MAX_PIXELS, (long) height * width));
        if (image.height() != height || image.width() != width) {
            throw new PixelException(
                    "the picture is " + image.height() + "x" + image.width() + ", not " + height + "x" + width);
        }
        return Channels.convert(image, channels);
    }

    /** Reads a PNG, JPEG, PPM or PGM (found out from its bytes) of at most {@link #DEFAULT_MAX_PIXELS}. */
    public static Pixels decode(byte[] bytes) {
        return decode(bytes, DEFAULT_MAX_PIXELS);
    }

    /**
     * Reads a PNG, JPEG or binary PPM or PGM; which, is found out from its bytes. Grey files have one channel, all others three. An alpha
     * channel is dropped, 16 bits are cut to 8.
     *
     * @param maxPixels height x width at most
     * @throws PixelException where the bytes are none of these, are broken or cut short, or exceed maxPixels
     */
    public static Pixels decode(byte[] bytes, long maxPixels) {
        return PnmReader.isOne(bytes) ? PnmReader.read(bytes, maxPixels) : ImageFileReader.read(bytes, maxPixels);
    }
}
