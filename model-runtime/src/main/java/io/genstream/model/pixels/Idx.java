package io.genstream.model.pixels;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the gzipped IDX files in which MNIST and its relatives come (LeCun, Cortes and Burges): a magic number, sizes,
 * bytes. Stateless and thread-safe.
 */
public final class Idx {
    private static final int IMAGES_MAGIC = 0x00000803;
    private static final int LABELS_MAGIC = 0x00000801;
    private static final int MAX_ITEMS = 1 << 24;
    private static final long MAX_BYTES = 1L << 30;

    private Idx() {}

    /**
     * Grey pictures of a gzipped idx3-ubyte file.
     *
     * @throws PixelException where the file is no such file, cut short, or longer than it says
     * @throws IOException where it cannot be read at all
     */
    public static List<Pixels> images(Path gzipped) throws IOException {
        try (InputStream file = Files.newInputStream(gzipped)) {
            return images(file);
        }
    }

    /** The same from a stream, which is read to its end and not closed. */
    public static List<Pixels> images(InputStream gzipped) throws IOException {
        return read(gzipped, IMAGES_MAGIC, in -> {
            int count = size(in, "count", MAX_ITEMS);
            int height = size(in, "height", 8192);
            int width = size(in, "width", 8192);
            if (height == 0 || width == 0 || (long) count * height * width > MAX_BYTES) {
                throw new PixelException(
                        "IDX header names " + count + " pictures of " + height + "x" + width + ", which cannot be");
            }
            List<Pixels> images = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                byte[] raw = new byte[height * width];
                in.readFully(raw);
                images.add(new Pixels(height, width, 1, raw));
            }
            return List.copyOf(images);
        });
    }

    /**
     * Labels (0 to 255) of a gzipped idx1-ubyte file.
     *
     * @throws PixelException where the file is no such file, cut short, or longer than it says
     * @throws IOException where it cannot be read at all
     */
    public static int[] labels(Path gzipped) throws IOException {
        try (InputStream file = Files.newInputStream(gzipped)) {
            return labels(file);
        }
    }

    /** The same from a stream, which is read to its end and not closed. */
    public static int[] labels(InputStream gzipped) throws IOException {
        return read(gzipped, LABELS_MAGIC, in -> {
            byte[] bytes = new byte[size(in, "count", MAX_ITEMS)];
            in.readFully(bytes);
            int[] labels = new int[bytes.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = bytes[i] & 0xFF;
            }
            return labels;
        });
    }

    private static <T> T read(InputStream gzipped, int magic, Body<T> body) throws IOException {
        try {
            DataInputStream in = new DataInputStream(new GZIPInputStream(gzipped));
            int actual = in.readInt();
            if (actual != magic) {
                throw new PixelException(String.format(Locale.ROOT, "IDX magic is %08x, not %08x", actual, magic));
            }
            T content = body.read(in);
            if (in.read() >= 0) {
                throw new PixelException("IDX file is longer than its header says");
            }
            return content;
        } catch (EOFException e) {
            throw new PixelException("IDX file is cut short", e);
        } catch (ZipException e) {
            throw new PixelException("IDX file is not gzipped or damaged: " + e.getMessage(), e);
        }
    }

    private static int size(DataInputStream in, String what, int limit) throws IOException {
        int value = in.readInt();
        if (value < 0 || value > limit) {
            throw new PixelException("IDX header: " + what + " is " + value + ", the limit is " + limit);
        }
        return value;
    }

    @FunctionalInterface
    private interface Body<T> {
        T read(DataInputStream in) throws IOException;
    }
}
