package io.genstream.cli.importing;

import io.genstream.model.pixels.Channels;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes all pictures of a data set alike: a square of the middle, resized, grey or in colour. Immutable,
 * thread-safe.
 *
 * @param crop edge of the square, in pixels of a picture that is {@code nativeWidth} wide; 0: the largest
 * @param nativeWidth 0: as each picture is
 */
public record PictureFitter(int size, boolean colour, int crop, int nativeWidth) {
    /** The largest square. */
    public PictureFitter(int size, boolean colour) {
        this(size, colour, 0, 0);
    }

    /** As a PNG. */
    public byte[] png(Pixels image) {
        return ImageCodec.encode(Encoding.PNG, square(image));
    }

    /** As a PPM or PGM, which costs nothing to make and to read: the gateway stores the bare pixels. */
    byte[] fit(Pixels image) {
        Pixels square = square(image);
        byte[] header = ((colour ? "P6 " : "P5 ") + size + " " + size + " 255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(header, header.length + square.raw().length);
        System.arraycopy(square.raw(), 0, file, header.length, square.raw().length);
        return file;
    }

    /** Of what {@link #fit} gives, without its header. */
    int bytes() {
        return size * size * (colour ? 3 : 1);
    }

    private Pixels square(Pixels image) {
        int cut = cut(image);
        Pixels square = Resize.AREA.apply(image.cropped(cut, cut), size, size);
        return colour ? Channels.rgb(square) : Channels.grey(square);
    }

    private int cut(Pixels image) {
        int largest = Math.min(image.height(), image.width());
        double scale = nativeWidth == 0 ? 1 : (double) image.width() / nativeWidth;
        return crop == 0 ? largest : Math.max(1, Math.min(largest, (int) Math.round(crop * scale)));
    }
}
