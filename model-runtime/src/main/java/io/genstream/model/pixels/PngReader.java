package io.genstream.model.pixels;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads every PNG of ISO/IEC 15948: any depth, palettes, Adam7. The stored samples as they are: no gamma, no profile, no
 * alpha, of 16 bits the upper 8. A reader of our own since ImageIO's ignores checksums and holds all of a large
 * one; tests hold it against Pillow. What is damaged (a checksum, a missing row) is refused, and text chunks
 * are not unpacked: they may hold anything.
 */
final class PngReader implements RowReader {
    private static final int SIGNATURE_BYTES = 8;

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGBA = 6;
    private static final byte[] XMP = "XML:com.adobe.xmp\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private final Deque<ByteBuffer> packed = new ArrayDeque<>();
    private byte[] palette = {};
    private Header header;
    private PngSamples samples;
    private boolean interlaced;

    PngReader(byte[] file) {
        try {
            ByteBuffer chunks = ByteBuffer.wrap(file).position(SIGNATURE_BYTES);
            String type = "";
            while (!type.equals("IEND") && chunks.hasRemaining()) {
                type = chunk(file, chunks);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PixelException("the picture is cut short", e);
        }
        if (header == null || packed.isEmpty()) {
            throw new PixelException("the picture is cut short: it has no pixels");
        }
    }

    private String chunk(byte[] file, ByteBuffer chunks) {
        int length = chunks.getInt();
        int start = chunks.position();
        String type = new String(file, start, Integer.BYTES, StandardCharsets.ISO_8859_1);
        ByteBuffer data = chunks.slice(start + Integer.BYTES, length);
        chunks.position(start + Integer.BYTES + length);
        int checksum = chunks.getInt();
        if (Character.isUpperCase(type.charAt(0))) { // critical
            CRC32 crc = new CRC32();
            crc.update(file, start, Integer.BYTES + length);
            if ((int) crc.getValue() != checksum) {
                throw new PixelException("the picture is damaged: the checksum of " + type + " is another");
            }
        }
        if (header == null && !type.equals("IHDR")) {
            throw new PixelException("the picture is damaged: it begins with " + type);
        }
        switch (type) {
            case "IHDR" -> header(data);
            case "PLTE" -> {
                palette = new byte[data.remaining()];
                data.get(palette);
            }
            case "IDAT" -> packed.add(data);
            case "eXIf" -> turned(Orientation.ofTiff(data));
            case "iTXt" -> {
                if (data.remaining() > XMP.length && data.slice(0, XMP.length).equals(ByteBuffer.wrap(XMP))) {
                    turned(
                            header.orientation() == Orientation.UPRIGHT
                                    ? Orientation.ofXmp(data)
                                    : header.orientation());
                }
            }
            default -> {} // says nothing about the pixels
        }
        return type;
    }

    private void header(ByteBuffer data) {
        int width = data.getInt();
        int height = data.getInt();
        int bits = data.get();
        int colour = data.get();
        int stored =
                switch (colour) {
                    case GREY, PALETTE -> 1;
                    case GREY_ALPHA -> 2;
                    case RGB -> 3;
                    case RGBA -> 4;
                    default -> throw new PixelException("the picture is damaged: no PNG has colour type " + colour);
                };
        boolean known =
                switch (bits) {
                    case 1, 2, 4 -> stored == 1;
                    case 8 -> true;
                    case 16 -> colour != PALETTE;
                    default -> false;
                };
        data.getShort(); // compression and filter, of which there is one each
        int interlace = data.get();
        if (!known || interlace < 0 || interlace > 1) {
            throw new PixelException("the picture is damaged: no PNG has colour type " + colour + " with " + bits
                    + " bits and interlace method " + interlace);
        }
        interlaced = interlace == 1;
        samples = new PngSamples(bits, stored, colour == PALETTE);
        header = new Header(
                height,
                width,
                stored < 3 && colour != PALETTE ? 1 : 3,
                Orientation.UPRIGHT,
                interlaced ? "interlaced" : "");
    }

    private void turned(int orientation) {
        header = new Header(header.height(), header.width(), header.channels(), orientation, header.heldFor());
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public void read(Sink sink) {
        if (samples.indexed() && (palette.length == 0 || palette.length % 3 != 0)) {
            throw new PixelException("the picture is damaged: it has no palette");
        }
        Inflater inflater = new Inflater();
        try {
            if (interlaced) {
                readInterlaced(inflater, sink);
            } else {
                byte[] row = new byte[header.width() * header.channels()];
                pass(inflater, header.height(), header.width(), row, y -> sink.row(y, row, 0));
            }
        } catch (DataFormatException e) {
            throw new PixelException("the picture is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private interface Unpacked {
        void row(int y);
    }

    /** One picture, or one of the seven of Adam7. */
    private void pass(Inflater inflater, int height, int width, byte[] row, Unpacked unpacked)
            throws DataFormatException {
        byte[] filtered = new byte[1 + samples.bytes(width)];
        byte[] above = new byte[filtered.length];
        for (int y = 0; y < height; y++) {
            fill(inflater, filtered);
            samples.unfilter(filtered, above);
            samples.unpack(filtered, width, palette, row);
            unpacked.row(y);
            byte[] swap = above;
            above = filtered;
            filtered = swap;
        }
    }

    private void fill(Inflater inflater, byte[] row) throws DataFormatException {
        int at = 0;
        while (at < row.length) {
            int got = inflater.inflate(row, at, row.length - at);
            at += got;
            if (got == 0 && inflater.needsInput() && !packed.isEmpty()) {
                inflater.setInput(packed.remove());
            } else if (got == 0) {
                throw new PixelException("the picture is cut short");
            }
        }
    }

    private void readInterlaced(Inflater inflater, Sink sink) throws DataFormatException {
        int channels = header.channels();
        byte[] whole = new byte[Math.multiplyExact(header.height() * header.width(), channels)];
        int[][] passes = {
            {0, 0, 8, 8}, {0, 4, 8, 8}, {4, 0, 8, 4}, {0, 2, 4, 4}, {2, 0, 4, 2}, {0, 1, 2, 2}, {1, 0, 2, 1}
        };
        for (int[] pass : passes) { // first row, first column, step of rows, step of columns
            int height = (header.height() - pass[0] + pass[2] - 1) / pass[2];
            int width = (header.width() - pass[1] + pass[3] - 1) / pass[3];
            if (width > 0 && height > 0) {
                byte[] row = new byte[width * channels];
                pass(inflater, height, width, row, y -> {
                    int to = ((pass[0] + y * pass[2]) * header.width() + pass[1]) * channels;
                    for (int from = 0; from < row.length; from += channels, to += pass[3] * channels) {
                        System.arraycopy(row, from, whole, to, channels);
                    }
                });
            }
        }
        for (int y = 0; y < header.height(); y++) {
            sink.row(y, whole, y * header.width() * channels);
        }
    }
}
