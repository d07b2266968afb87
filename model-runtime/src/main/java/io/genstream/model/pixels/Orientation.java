package io.genstream.model.pixels;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a camera was held, as Exif 2.3 (tag 274) or XMP tells it: photographs of telephones lie on their side without it.
 * One number of an untrusted file is read here rather than all of its metadata by a library. Damaged metadata is as none:
 * the pixels are whole, and most programs show them so.
 */
final class Orientation {
    static final int UPRIGHT = 1;

    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final Pattern XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([1-8])");

    private Orientation() {}

    /**
     * @param tiff what Exif is: a TIFF file, of whose first directory this is the tag 274
     * @return 1 to 8; 1 where it tells nothing
     */
    static int ofTiff(ByteBuffer tiff) {
        try {
            return tag(tiff);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return UPRIGHT;
        }
    }

    /** As programs without Exif write it; a property or an attribute. */
    static int ofXmp(ByteBuffer xmp) {
        Matcher found = XMP.matcher(StandardCharsets.ISO_8859_1.decode(xmp));
        return found.find() ? found.group(1).charAt(0) - '0' : UPRIGHT;
    }

    private static int tag(ByteBuffer tiff) {
        if (tiff.getShort(0) == LITTLE_ENDIAN) {
            tiff.order(ByteOrder.LITTLE_ENDIAN);
        }
        tiff.position(tiff.getInt(4));
        int entries = tiff.getShort() & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int tag = tiff.getShort() & 0xFFFF;
            int type = tiff.getShort();
            tiff.getInt(); // how many
            int value = type == LONG ? tiff.getInt(tiff.position()) : tiff.getShort(tiff.position());
            tiff.getInt();
            if (tag == TAG) {
                return (type == SHORT || type == LONG) && value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** The picture as it was seen. */
    static Pixels upright(Pixels image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        boolean turned = onItsSide(orientation);
        Pixels upright = Pixels.black(
                turned ? image.width() : image.height(), turned ? image.height() : image.width(), image.channels());
        for (int y = 0; y < image.height(); y++) {
            place(orientation, y, image.raw(), y * image.width() * image.channels(), upright);
        }
        return upright;
    }

    /** Puts a stored row where it was seen. */
    static void place(int orientation, int y, byte[] row, int from, Pixels upright) {
        int channels = upright.channels();
        boolean turned = onItsSide(orientation);
        int height = turned ? upright.width() : upright.height();
        int width = turned ? upright.height() : upright.width();
        if (orientation == UPRIGHT) {
            System.arraycopy(row, from, upright.raw(), y * width * channels, width * channels);
            return;
        }
        int across = fromBelow(orientation) ? height - 1 - y : y;
        for (int x = 0; x < width; x++) {
            int along = fromRight(orientation) ? width - 1 - x : x;
            int to = turned ? along * height + across : across * width + along;
            System.arraycopy(row, from + x * channels, upright.raw(), to * channels, channels);
        }
    }

    /** Where a part of the picture as it was seen lies in the stored one, which is of this size. */
    static Frame stored(Frame seen, int orientation, int height, int width) {
        boolean turned = onItsSide(orientation);
        int partHeight = turned ? seen.width() : seen.height();
        int partWidth = turned ? seen.height() : seen.width();
        int top = turned ? seen.left() : seen.top();
        int left = turned ? seen.top() : seen.left();
        return new Frame(
                fromBelow(orientation) ? height - top - partHeight : top,
                fromRight(orientation) ? width - left - partWidth : left,
                partHeight,
                partWidth,
                turned ? seen.toWidth() : seen.toHeight(),
                turned ? seen.toHeight() : seen.toWidth());
    }

    static boolean onItsSide(int orientation) {
        return orientation >= 5;
    }

    /** Whether the stored rows, taken for columns where they are, are to be read from the last to the first. */
    private static boolean fromBelow(int orientation) {
        return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    }

    private static boolean fromRight(int orientation) {
        return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    }
}
