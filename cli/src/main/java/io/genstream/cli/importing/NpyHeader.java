package io.genstream.cli.importing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of one of numpy's arrays (numpy.lib.format): a Python dictionary before the bytes. Immutable.
 *
 * @param start of the elements in the file
 * @param type as numpy writes it: order, kind and bytes, {@code |u1}
 */
record NpyHeader(long start, String type, List<Integer> shape, boolean columnsFirst) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=])([a-zA-Z])(\\d+)'");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([\\d\\s,]*)\\)");
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_LABELS = 1 << 27;

    /** Leaves the stream at the first of the array's bytes. */
    static NpyHeader read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] magic = new byte[MAGIC.length];
        data.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException("it is no array of numpy");
        }
        int version = data.readUnsignedByte();
        data.readUnsignedByte();
        long length = version == 1
                ? Short.toUnsignedInt(Short.reverseBytes(data.readShort()))
                : Integer.toUnsignedLong(Integer.reverseBytes(data.readInt()));
        if (length > MOST_BYTES) {
            throw new IOException("its header has " + length + " bytes");
        }
        byte[] text = new byte[(int) length];
        data.readFully(text);
        String header = new String(text, StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find()) {
            throw new IOException("its elements are no numbers: " + header.strip());
        }
        List<Integer> sizes = Arrays.stream(shape.group(1).split(",", -1))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .map(NpyHeader::size)
                .toList();
        return new NpyHeader(
                MAGIC.length + (version == 1 ? 4 : 6) + length,
                type.group(1) + type.group(2) + type.group(3),
                sizes,
                header.contains("'fortran_order': True"));
    }

    private static int size(String text) {
        return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text); // more than any file holds
    }

    /** Of the file. */
    double bytes() {
        return start
                + shape.stream()
                        .mapToDouble(Integer::doubleValue)
                        .reduce(Integer.parseInt(type.substring(2)), (a, b) -> a * b);
    }

    boolean isBytes() {
        return type.endsWith("u1");
    }

    boolean isFloat() {
        return type.charAt(1) == 'f';
    }

    int dimensions() {
        return shape.size();
    }

    int rows() {
        return shape.isEmpty() ? 0 : shape.get(0);
    }

    /** Elements of a row: of a picture, or of its labels. */
    long rowSize() {
        return shape.stream().skip(1).mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** All numbers of a small array, row after row. */
    float[][] numbers(InputStream in) throws IOException {
        int size = Integer.parseInt(type.substring(2));
        long bytes = Math.multiplyExact(rows() * rowSize(), (long) size);
        if (bytes > MOST_LABELS || columnsFirst && dimensions() > 1 && rowSize() > 1) {
            throw new IOException(
                    "labels of shape " + shape + (columnsFirst ? " in Fortran's order" : "") + " are not read");
        }
        float[][] rows = new float[rows()][(int) rowSize()];
        ByteBuffer row = ByteBuffer.allocate((int) rowSize() * size)
                .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (float[] values : rows) {
            if (in.readNBytes(row.array(), 0, row.capacity()) < row.capacity()) {
                throw new EOFException("the array is cut short");
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = number(row, i * size);
            }
        }
        return rows;
    }

    private float number(ByteBuffer row, int at) throws IOException {
        return switch (type.substring(1)) {
            case "u1", "b1" -> row.get(at) & 0xFF;
            case "i1" -> row.get(at);
            case "i2" -> row.getShort(at);
            case "u2" -> row.getShort(at) & 0xFFFF;
            case "i4" -> row.getInt(at);
            case "u4" -> row.getInt(at) & 0xFFFFFFFFL;
            case "i8", "u8" -> row.getLong(at);
            case "f4" -> row.getFloat(at);
            case "f8" -> (float) row.getDouble(at);
            default -> throw new IOException("labels of type " + type + " are not read");
        };
    }
}
