package io.genstream.model.pixels;

/**
 * From a filtered row of a PNG to bytes.
 *
 * @param bits of a sample
 * @param stored samples of a pixel
 * @param indexed whether samples are places in the palette
 */
record PngSamples(int bits, int stored, boolean indexed) {
    /** Of a row without its filter's number. */
    int bytes(int width) {
        return Math.toIntExact(((long) width * stored * bits + 7) / 8);
    }

    /** In place; the first byte of both rows is the filter's number (ISO/IEC 15948, 9). */
    void unfilter(byte[] row, byte[] above) {
        int back = Math.max(1, stored * bits / 8);
        switch (row[0]) {
            case 0 -> {}
            case 1 -> {
                for (int i = 1 + back; i < row.length; i++) {
                    row[i] += row[i - back];
                }
            }
            case 2 -> {
                for (int i = 1; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 1; i < row.length; i++) {
                    int left = i > back ? row[i - back] & 0xFF : 0;
                    row[i] += (byte) ((left + (above[i] & 0xFF)) / 2);
                }
            }
            case 4 -> {
                for (int i = 1; i <= back && i < row.length; i++) {
                    row[i] += above[i];
                }
                for (int i = 1 + back; i < row.length; i++) {
                    row[i] += (byte) paeth(row[i - back] & 0xFF, above[i] & 0xFF, above[i - back] & 0xFF);
                }
            }
            default -> throw new PixelException("the picture is damaged: no PNG has filter " + row[0]);
        }
    }

    private static int paeth(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }

    /** Grey or RGB, a byte each. */
    void unpack(byte[] row, int width, byte[] palette, byte[] to) {
        if (indexed) {
            for (int x = 0; x < width; x++) {
                int at = 3 * sample(row, x);
                if (at >= palette.length) {
                    throw new PixelException("the picture is damaged: its palette has no colour " + at / 3);
                }
                System.arraycopy(palette, at, to, 3 * x, 3);
            }
        } else if (bits < 8) {
            int scale = 255 / ((1 << bits) - 1);
            for (int x = 0; x < width; x++) {
                to[x] = (byte) (sample(row, x) * scale);
            }
        } else if (bits == 8 && stored % 2 == 1) {
            System.arraycopy(row, 1, to, 0, width * stored);
        } else {
            int kept = stored < 3 ? 1 : 3;
            int size = bits / 8;
            for (int x = 0, at = 0; x < width; x++) {
                for (int channel = 0; channel < kept; channel++) {
                    to[at++] = row[1 + (x * stored + channel) * size];
                }
            }
        }
    }

    /** Of up to 8 bits. */
    private int sample(byte[] row, int x) {
        int at = x * bits;
        return ((row[1 + at / 8] & 0xFF) >> (8 - bits - at % 8)) & ((1 << bits) - 1);
    }
}
