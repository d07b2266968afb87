package io.genstream.model.pixels;

/**
 * Reads the binary forms of netpbm, PGM (P5) and PPM (P6), with a byte a value: that is how LFWcrop comes. Stateless.
 *
 * <p>Format: netpbm.sourceforge.net/doc/ppm.html
 */
final class PnmReader {
    private static final int MAX_SIDE = 1 << 20;

    private final byte[] bytes;
    private int at = 2;

    private PnmReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static boolean isOne(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == 'P' && (bytes[1] == '5' || bytes[1] == '6');
    }

    static Pixels read(byte[] bytes, long maxPixels) {
        return new PnmReader(bytes).read(maxPixels);
    }

    private Pixels read(long maxPixels) {
        int channels = bytes[1] == '6' ? 3 : 1;
        int width = number();
        int height = number();
        int white = number();
        if (white > 255) {
            throw new PixelException("the picture has more than a byte a value");
        }
        if (width < 1 || height < 1 || white < 1) {
            throw new PixelException("the picture's header makes no sense");
        }
        if ((long) height * width > maxPixels) {
            throw new PixelException(
                    "the picture is " + height + "x" + width + ", above the limit of " + maxPixels + " pixels");
        }
        int start = at + 1; // one white space ends the header
        long length = (long) height * width * channels;
        if (bytes.length - start < length) {
            throw new PixelException("the picture is cut short");
        }
        byte[] raw = new byte[(int) length];
        for (int i = 0; i < raw.length; i++) {
            int value = bytes[start + i] & 0xFF;
            raw[i] = (byte) (white == 255 ? value : Math.min(255, Math.round(value * 255f / white)));
        }
        return new Pixels(height, width, channels, raw);
    }

    /** The next number, past white space and comments. */
    private int number() {
        while (at < bytes.length && (Character.isWhitespace(bytes[at]) || bytes[at] == '#')) {
            if (bytes[at] == '#') {
                while (at < bytes.length && bytes[at] != '\n') {
                    at++;
                }
            } else {
                at++;
            }
        }
        int from = at;
        int value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && value < MAX_SIDE) {
            value = 10 * value + bytes[at++] - '0';
        }
        if (at == from || at == bytes.length || !Character.isWhitespace(bytes[at])) {
            throw new PixelException("the picture's header makes no sense");
        }
        return value;
    }
}
