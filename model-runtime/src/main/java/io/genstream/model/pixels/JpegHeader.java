package io.genstream.model.pixels;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the segments before a JPEG's first scan say, and the file without those that say nothing about stored samples.
 * ImageIO has rules of its own about colour: it applies profiles, guesses from subsampling, fails on a broken thumbnail. So it
 * is given neither, but one Adobe marker that says what libjpeg's rules find (jdapimin.c, default_decompress_parms), which are
 * those of all other programs.
 */
final class JpegHeader {
    /** What the components are. */
    enum Colour {
        GREY(1, 0),
        RGB(3, 0),
        YCBCR(3, 1),
        /** Inks, or as Adobe stores them what they leave of the light: all four inverted. */
        CMYK(4, 0),
        YCCK(4, 2);

        final int components;
        private final int transform;

        Colour(int components, int transform) {
            this.components = components;
            this.transform = transform;
        }
    }

    private static final int START_OF_SCAN = 0xDA;
    private static final int PROGRESSIVE = 0xC2;
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NONE = -1;
    private static final int FRAME_BYTES = 6;

    /** Each costs as much as a picture: ordinary ones have 10, and a thousand fit into some kilobytes. */
    private static final int MAX_SCANS = 100;

    private final byte[] file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int entropy;
    private boolean jfif;
    private int adobe = NONE;
    private int exif = NONE;
    private int xmp = NONE;
    private ByteBuffer frame;
    private boolean progressive;

    JpegHeader(byte[] file) {
        this.file = file;
        try {
            ByteBuffer segments = ByteBuffer.wrap(file).position(2);
            int marker;
            do {
                entropy = segments.position();
                marker = marker(segments);
                int length = segments.getShort(segments.position()) & 0xFFFF;
                segment(marker, segments.slice(segments.position() + Short.BYTES, length - Short.BYTES));
                segments.position(segments.position() + length);
            } while (marker != START_OF_SCAN);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PixelException("the picture is cut short", e);
        }
        if (frame == null || frame.remaining() < FRAME_BYTES || frame.remaining() < FRAME_BYTES + 3 * frame.get(5)) {
            throw new PixelException("the picture is damaged: it has no size");
        }
        if (frame.get(0) != 8) {
            throw new PixelException("the picture is a JPEG of " + frame.get(0) + " bits a sample: convert it to PNG");
        }
        if (progressive && scans() > MAX_SCANS) {
            throw new PixelException("the picture is a JPEG of more than " + MAX_SCANS + " scans: convert it to PNG");
        }
    }

    private int scans() {
        int count = 0;
        for (int i = entropy; i < file.length - 1; i++) {
            if (file[i] == (byte) 0xFF && file[i + 1] == (byte) START_OF_SCAN) {
                count++;
            }
        }
        return count;
    }

    /** Past bytes that belong to nothing, as libjpeg. */
    private static int marker(ByteBuffer segments) {
        int marker = 0;
        while (marker == 0) {
            while (segments.get() != (byte) 0xFF) {}
            do {
                marker = segments.get() & 0xFF;
            } while (marker == 0xFF);
        }
        return marker;
    }

    private void segment(int marker, ByteBuffer data) {
        switch (marker) {
            case 0xC0, 0xC1, PROGRESSIVE -> {
                frame = data;
                progressive = marker == PROGRESSIVE;
                keep(marker, data);
            }
            case 0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF ->
                throw new PixelException("the picture is a lossless or hierarchical JPEG: convert it to PNG");
            case 0xC9, 0xCA, 0xCC ->
                throw new PixelException("the picture is an arithmetic-coded JPEG: convert it to PNG");
            case 0xC4, 0xDB, 0xDD -> keep(marker, data); // tables
            case 0xE0 -> jfif |= startsWith(data, JFIF);
            case 0xE1 -> turned(data);
            case 0xEE -> {
                if (startsWith(data, ADOBE) && data.remaining() >= 12) {
                    adobe = data.get(11) & 0xFF;
                }
            }
            default -> {} // says nothing about the samples
        }
    }

    private void turned(ByteBuffer data) {
        if (exif == NONE && startsWith(data, EXIF)) {
            exif = Orientation.ofTiff(data.slice(EXIF.length, data.remaining() - EXIF.length));
        } else if (startsWith(data, XMP)) {
            xmp = Orientation.ofXmp(data);
        }
    }

    private void keep(int marker, ByteBuffer data) {
        int length = data.remaining() + Short.BYTES;
        kept.write(0xFF);
        kept.write(marker);
        kept.write(length >> 8);
        kept.write(length);
        kept.write(file, data.arrayOffset(), data.remaining());
    }

    private static boolean startsWith(ByteBuffer data, byte[] prefix) {
        return data.remaining() >= prefix.length && data.slice(0, prefix.length).equals(ByteBuffer.wrap(prefix));
    }

    int height() {
        return frame.getShort(1) & 0xFFFF;
    }

    int width() {
        return frame.getShort(3) & 0xFFFF;
    }

    boolean progressive() {
        return progressive;
    }

    int orientation() {
        return Math.max(Orientation.UPRIGHT, exif > Orientation.UPRIGHT ? exif : xmp);
    }

    Colour colour() {
        return switch (frame.get(5)) {
            case 1 -> Colour.GREY;
            case 3 -> threeComponents();
            case 4 -> adobe == NONE || adobe == 0 ? Colour.CMYK : Colour.YCCK;
            default -> throw new PixelException("the picture has " + frame.get(5) + " components: convert it to PNG");
        };
    }

    private Colour threeComponents() {
        if (jfif || adobe > 0) {
            return Colour.YCBCR;
        }
        boolean named = frame.get(6) == 'R' && frame.get(9) == 'G' && frame.get(12) == 'B';
        return adobe == 0 || named ? Colour.RGB : Colour.YCBCR;
    }

    /** Whether the colours of YCbCr have half the rows of the greys, and all of the columns. */
    boolean halvedRows() {
        if (colour() != Colour.YCBCR) {
            return false;
        }
        int luma = frame.get(7);
        return (luma & 0xF) == 2 * (frame.get(10) & 0xF)
                && luma >> 4 == frame.get(10) >> 4
                && frame.get(10) == frame.get(13);
    }

    /** The same picture, without what ImageIO would take otherwise than others. */
    InputStream plain() {
        ByteArrayOutputStream start = new ByteArrayOutputStream(kept.size() + 18);
        start.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xEE, 0, 14});
        start.writeBytes(ADOBE);
        start.writeBytes(new byte[] {0, 100, 0, 0, 0, 0, (byte) colour().transform});
        start.writeBytes(kept.toByteArray());
        return new SequenceInputStream(
                new ByteArrayInputStream(start.toByteArray()),
                new ByteArrayInputStream(file, entropy, file.length - entropy));
    }
}
