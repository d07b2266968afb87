package io.genstream.cli.importing;

import io.genstream.model.pixels.Channels;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.Frame;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
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

    /** The square of a picture of this size, so that no more of it is kept while it is read. */
    public Frame frame(int height, int width) {
        int largest = Math.min(height, width);
        double scale = nativeWidth == 0 ? 1 : (double) width / nativeWidth;
        int cut = crop == 0 ? largest : Math.max(1, Math.min(largest, (int) Math.round(crop * scale)));
        return Frame.middle(height, width, cut, cut, size, size);
    }

    /** The {@link #frame} of a picture as a PNG. */
    public byte[] png(Pixels square) {
        return ImageCodec.encode(Encoding.PNG, toned(square));
    }

    /** The {@link #frame} of a picture as a PPM or PGM, which costs nothing to make and to read: the gateway stores the bare pixels. */
    byte[] fit(Pixels square) {
        byte[] raw = toned(square).raw();
        byte[] header = ((colour ? "P6 " : "P5 ") + size + " " + size + " 255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(header, header.length + raw.length);
        System.arraycopy(raw, 0, file, header.length, raw.length);
        return file;
    }

    /** Of what {@link #fit} gives, without its header. */
    int bytes() {
        return size * size * (colour ? 3 : 1);
    }

    private Pixels toned(Pixels square) {
        return colour ? Channels.rgb(square) : Channels.grey(square);
    }
}
