package io.genstream.model.pixels;

/**
 * Reads the binary forms of netpbm, PGM (P5) and PPM (P6), of one or two bytes a value: that is how LFWcrop comes.
 *
 * <p>Format: netpbm.sourceforge.net/doc/ppm.html
 */
final class PnmReader implements RowReader {
    private static final int MAX_NUMBER = 1 << 20;
    private static final int MAX_WHITE = 0xFFFF;

    private final byte[] bytes;
    private final int white;
    private final Header header;
    private int at = 2;

    PnmReader(byte[] bytes) {
        this.bytes = bytes;
        int width = number();
        int height = number();
        white = number();
        if (white < 1 || white > MAX_WHITE) {
            throw new PixelException("the picture's header makes no sense: white is " + white);
        }
        header = new Header(height, width, bytes[1] == '6' ? 3 : 1, Orientation.UPRIGHT, "");
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public void read(Sink sink) {
        int start = at + 1; // one white space ends the header
        int size = white > 255 ? Short.BYTES : 1;
        int values = header.width() * header.channels();
        if (bytes.length - start < (long) header.height() * values * size) {
            throw new PixelException("the picture is cut short");
        }
        byte[] row = new byte[values];
        for (int y = 0; y < header.height(); y++) {
            int from = start + y * values * size;
            if (white == 255) {
                sink.row(y, bytes, from);
            } else {
                for (int i = 0; i < values; i++, from += size) {
                    int value = bytes[from] & 0xFF;
                    if (size == Short.BYTES) {
                        value = (value << 8) | (bytes[from + 1] & 0xFF);
                    }
                    row[i] = (byte) Math.min(255, Math.rint((double) value / white * 255));
                }
                sink.row(y, row, 0);
            }
        }
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
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && value < MAX_NUMBER) {
            value = 10 * value + bytes[at++] - '0';
        }
        if (at == from || at == bytes.length || !Character.isWhitespace(bytes[at])) {
            throw new PixelException("the picture's header makes no sense");
        }
        return value;
    }
}
