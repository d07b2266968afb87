package io.genstream.trainer.network;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The sizes of feature maps between the smallest one and a picture, each twice the one before: 4, 8, … 64 or 3, 6, … 96.
 *
 * @param base side of the smallest maps
 */
record Pyramid(int base, int doublings) {
    /** Sides that recipes offer. */
    static final List<Integer> SIDES = List.of(32, 48, 64, 96, 128);

    /** Beyond this multiple of the width maps get no more channels. */
    private static final int MOST = 8;

    static Pyramid of(int side) {
        int base = side;
        int doublings = 0;
        while (base > 4 && base % 2 == 0) {
            base /= 2;
            doublings++;
        }
        if (doublings == 0 || base < 3 || base > 4) {
            throw new IllegalArgumentException("side " + side + " is not 3 or 4 times a power of two, as " + SIDES);
        }
        return new Pyramid(base, doublings);
    }

    /** The same picture from maps of twice the side. */
    Pyramid shortened() {
        return new Pyramid(2 * base, doublings - 1);
    }

    /** Channels from the smallest maps on, those before the picture last: 8 w, 4 w, 2 w, w at four doublings. */
    int[] channels(int width) {
        return IntStream.range(0, doublings)
                .map(level -> width * Math.min(MOST, 1 << (doublings - 1 - level)))
                .toArray();
    }
}
