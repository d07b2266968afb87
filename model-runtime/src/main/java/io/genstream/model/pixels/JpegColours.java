package io.genstream.model.pixels;

/** From what a JPEG stores to RGB, to the bit as libjpeg and Pillow. Stateless. */
final class JpegColours {
    /** libjpeg's fixed point, jdcolor.c. */
    private static final int SCALE = 16;

    private static final int HALF = 1 << (SCALE - 1);
    private static final int CR_TO_RED = 91881;
    private static final int CB_TO_GREEN = 22554;
    private static final int CR_TO_GREEN = 46802;
    private static final int CB_TO_BLUE = 116130;

    private JpegColours() {}

    /** A row of Y, Cb, Cr. */
    static void fromYcc(byte[] stored, byte[] rgb) {
        for (int at = 0; at < rgb.length; at += 3) {
            fromYcc(stored, at, rgb, at);
        }
    }

    private static void fromYcc(byte[] stored, int from, byte[] rgb, int to) {
        int luma = stored[from] & 0xFF;
        int blue = (stored[from + 1] & 0xFF) - 128;
        int red = (stored[from + 2] & 0xFF) - 128;
        rgb[to] = clip(luma + ((CR_TO_RED * red + HALF) >> SCALE));
        rgb[to + 1] = clip(luma + ((-CB_TO_GREEN * blue - CR_TO_GREEN * red + HALF) >> SCALE));
        rgb[to + 2] = clip(luma + ((CB_TO_BLUE * blue + HALF) >> SCALE));
    }

    /**
     * A row of four inks, which all programs take for inverted, as Adobe stores them: cyan, magenta and yellow are each seen
     * through black. No profile is asked, so that print colours come out brighter than on paper.
     *
     * @param opponent whether the first three are Y, Cb, Cr
     */
    static void fromInks(byte[] stored, boolean opponent, byte[] rgb) {
        for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
            int paper = stored[from + 3] & 0xFF;
            if (opponent) {
                fromYcc(stored, from, rgb, to);
            }
            for (int i = 0; i < 3; i++) {
                int ink = opponent ? rgb[to + i] & 0xFF : 255 - (stored[from + i] & 0xFF);
                int product = ink * paper + 128;
                rgb[to + i] = (byte) (paper - (((product >> 8) + product) >> 8));
            }
        }
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
