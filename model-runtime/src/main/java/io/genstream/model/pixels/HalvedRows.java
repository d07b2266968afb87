package io.genstream.model.pixels;

import java.awt.image.Raster;

/**
 * The rows of a YCbCr JPEG whose colours have half as many rows as its greys (4:4:0: a 4:2:2 that somebody turned). libjpeg-turbo
 * puts rows between, weighted 3 to 1 (jdsample.c, h1v2_fancy_upsample), so all of today's programs show them; the libjpeg 6b
 * that most JDKs carry repeats each row instead, up to 90 grey levels away, while Debian's JDK calls libjpeg-turbo. Which it was
 * shows in the rows: where each is there twice, they were repeated (or there is next to nothing between).
 */
final class HalvedRows {
    private final Raster stored;
    private final int width;
    private final int height;
    private final boolean repeated;

    HalvedRows(Raster stored) {
        this.stored = stored;
        width = stored.getWidth();
        height = stored.getHeight();
        repeated = repeated();
    }

    private boolean repeated() {
        byte[] even = new byte[width * 3];
        byte[] odd = new byte[width * 3];
        for (int y = 0; y + 1 < height; y += 2) {
            row(y, even);
            row(y + 1, odd);
            for (int i = 0; i < even.length; i++) {
                if (i % 3 > 0 && even[i] != odd[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    void read(RowReader.Sink sink) {
        byte[] row = new byte[width * 3];
        byte[] neighbour = new byte[width * 3];
        byte[] rgb = new byte[width * 3];
        for (int y = 0; y < height; y++) {
            row(y, row);
            if (repeated) {
                int nearest = y % 2 == 0 ? y - 1 : y + 1;
                row(nearest < 0 || nearest >= height ? y : nearest, neighbour);
                int bias = y % 2 == 0 ? 1 : 2;
                for (int i = 0; i < row.length; i++) {
                    if (i % 3 > 0) {
                        row[i] = (byte) ((3 * (row[i] & 0xFF) + (neighbour[i] & 0xFF) + bias) >> 2);
                    }
                }
            }
            JpegColours.fromYcc(row, rgb);
            sink.row(y, rgb, 0);
        }
    }

    private void row(int y, byte[] to) {
        stored.getDataElements(0, y, width, 1, to);
    }
}
