package io.genstream.model.pixels;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera was held, as JPEG files tell it (Exif 2.3, tag 274): photographs of telephones lie on their side without it.
 * One short of an untrusted file is read here rather than all of its metadata by a library. Damaged metadata is as none:
 * the pixels are whole, and most programs show them so.
 */
final class Orientation {
    static final int UPRIGHT = 1;

    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;

    private Orientation() {}

    /** @return 1 to 8; 1 where the file tells nothing */
    static int of(byte[] jpeg) {
        ByteBuffer file = ByteBuffer.wrap(jpeg).position(2);
        try {
            while (file.get() == (byte) 0xFF) {
                int marker = file.get() & 0xFF;
                if (marker == START_OF_SCAN) {
                    break;
                }
                int length = (file.getShort() & 0xFFFF) - Short.BYTES;
                ByteBuffer segment = file.slice(file.position(), length);
                if (marker == APP1 && isExif(segment)) {
                    return orientation(segment.position(EXIF.length).slice());
                }
                file.position(file.position() + length);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return UPRIGHT;
        }
        return UPRIGHT;
    }

    private static boolean isExif(ByteBuffer segment) {
        return segment.remaining() >= EXIF.length
                && segment.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
    }

    /** Of the first directory of a TIFF file. */
    private static int orientation(ByteBuffer tiff) {
        if (tiff.getShort(0) == LITTLE_ENDIAN) {
            tiff.order(ByteOrder.LITTLE_ENDIAN);
        }
        tiff.position(tiff.getInt(4));
        int entries = tiff.getShort() & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int tag = tiff.getShort() & 0xFFFF;
            int type = tiff.getShort();
            tiff.getInt(); // how many
            int value = tiff.getShort();
            tiff.getShort();
            if (tag == TAG) {
                return type == SHORT && value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** The picture as it was seen. */
    static Pixels upright(Pixels image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        boolean onItsSide = orientation >= 5;
        int height = onItsSide ? image.width() : image.height();
        int width = onItsSide ? image.height() : image.width();
        Pixels upright = Pixels.black(height, width, image.channels());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = onItsSide ? x : y;
                int column = onItsSide ? y : x;
                int fromRow = fromBelow(orientation) ? image.height() - 1 - row : row;
                int fromColumn = fromRight(orientation) ? image.width() - 1 - column : column;
                System.arraycopy(
                        image.raw(),
                        (fromRow * image.width() + fromColumn) * image.channels(),
                        upright.raw(),
                        (y * width + x) * image.channels(),
                        image.channels());
            }
        }
        return upright;
    }

    /** Whether the stored rows, taken for columns where they are, are to be read from the last to the first. */
    private static boolean fromBelow(int orientation) {
        return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    }

    private static boolean fromRight(int orientation) {
        return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    }
}
