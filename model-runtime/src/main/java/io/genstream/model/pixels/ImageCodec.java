package io.genstream.model.pixels;

import io.genstream.model.pixels.RowReader.Header;

/**
 * Pictures to bytes and back. RAW and PNG give back exactly what went in; JPEG comes close. Untrusted bytes are fine:
 * whatever is wrong with them is a {@link PixelException}, and a picture above the given number of pixels is refused from
 * its header, before anything is unpacked. Stateless and thread-safe.
 *
 * <p>A picture is what Pillow's {@code ImageOps.exif_transpose(Image.open(file)).convert("RGB")} shows: the stored samples
 * upright, no profile and no gamma applied, alpha dropped. docs/pictures.md tells where we part from it.
 */
public final class ImageCodec {
    /** Photographs of today's telephones (200 megapixels) are below; what {@link Frame} keeps of them is small. */
    public static final long DEFAULT_MAX_PIXELS = 1L << 28;

    /** Of a picture that is in memory as a whole, where nothing else is said; 96 MiB of RGB. */
    public static final long DEFAULT_MAX_HELD = 1L << 25;

    private static final int BYTES_HELD = 4;

    /** So that a row is small, too; no JPEG has more. */
    private static final int MAX_SIDE = 0xFFFF;

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
        Pixels image = decode(bytes, Math.min(DEFAULT_MAX_HELD, (long) height * width));
        if (image.height() != height || image.width() != width) {
            throw new PixelException(
                    "the picture is " + image.height() + "x" + image.width() + ", not " + height + "x" + width);
        }
        return Channels.convert(image, channels);
    }

    /** Reads a picture of at most {@link #DEFAULT_MAX_HELD} pixels. */
    public static Pixels decode(byte[] bytes) {
        return decode(bytes, DEFAULT_MAX_HELD);
    }

    /**
     * Reads a PNG, JPEG or binary PPM or PGM; which, is found out from its bytes. Grey files have one channel, all others
     * three.
     *
     * @param maxPixels height x width at most
     * @throws PixelException where the bytes are none of these, are broken or cut short, or exceed maxPixels
     */
    public static Pixels decode(byte[] bytes, long maxPixels) {
        RowReader reader = PictureFormat.open(bytes);
        Header header = reader.header();
        check(header, maxPixels, "");
        boolean turned = Orientation.onItsSide(header.orientation());
        Pixels upright = Pixels.black(
                turned ? header.width() : header.height(),
                turned ? header.height() : header.width(),
                header.channels());
        reader.read((y, row, from) -> Orientation.place(header.orientation(), y, row, from, upright));
        return upright;
    }

    /**
     * Reads a part of a picture, resized by {@link Resize#AREA}: pixel for pixel what {@code AREA.apply(decode(bytes), frame)}
     * gives, in a row's memory and not the picture's. That does not hold for what can only be read as a whole (progressive and
     * CMYK JPEGs, interlaced PNGs): an eighth of maxPixels, or {@link #DEFAULT_MAX_HELD}, is the limit of those.
     */
    public static Pixels decode(byte[] bytes, long maxPixels, Frame.Choice choice) {
        RowReader reader = PictureFormat.open(bytes);
        Header header = reader.header();
        if (header.heldFor().isEmpty()) {
            check(header, maxPixels, "");
        } else {
            check(
                    header,
                    Math.min(maxPixels, Math.max(DEFAULT_MAX_HELD, maxPixels / 8)),
                    " and " + header.heldFor() + ", which is read as a whole");
        }
        boolean turned = Orientation.onItsSide(header.orientation());
        Frame frame = turned ? choice.of(header.width(), header.height()) : choice.of(header.height(), header.width());
        AreaSums sums = Resize.AREA.sums(
                Orientation.stored(frame, header.orientation(), header.height(), header.width()), header.channels());
        reader.read(sums);
        return Orientation.upright(sums.pixels(), header.orientation());
    }

    /**
     * How many bytes of a picture are in memory while a frame of it is read: none where it comes row by row, and none of what
     * is no picture. A progressive JPEG has as many again outside the heap.
     */
    public static long heldBytes(byte[] bytes) {
        try {
            Header header = PictureFormat.open(bytes).header();
            return header.heldFor().isEmpty() ? 0 : (long) BYTES_HELD * header.height() * header.width();
        } catch (PixelException unreadable) {
            return 0;
        }
    }

    private static void check(Header header, long maxPixels, String also) {
        String size = header.height() + "x" + header.width() + also;
        if ((long) header.height() * header.width() > maxPixels) {
            throw new PixelException("the picture is " + size + ", above the limit of " + maxPixels + " pixels");
        }
        if (Math.max(header.height(), header.width()) > MAX_SIDE) {
            throw new PixelException("the picture is " + size + ", above the limit of " + MAX_SIDE + " pixels a side");
        }
    }
}
