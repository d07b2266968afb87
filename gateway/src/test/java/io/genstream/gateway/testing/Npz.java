package io.genstream.gateway.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A small reader of numpy's npz, written from the format's description (numpy.lib.format). */
public final class Npz {
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\} *\n");

    private Npz() {}

    /** One array; the data is little endian. */
    public record NdArray(String type, List<Integer> shape, ByteBuffer data) {}

    public static Map<String, NdArray> read(byte[] npz) {
        Map<String, NdArray> arrays = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(npz))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(entry.getName(), array(zip.readAllBytes()));
            }
            return arrays;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NdArray array(byte[] npy) {
        ByteBuffer in = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        in.get(magic);
        if (!new String(magic, 1, 5, StandardCharsets.US_ASCII).equals("NUMPY") || magic[6] != 1) {
            throw new IllegalStateException("not an npy file of version 1");
        }
        byte[] header = new byte[in.getShort()];
        in.get(header);
        if (in.position() % 64 != 0) {
            throw new IllegalStateException("the data is not aligned");
        }
        Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new IllegalStateException(new String(header, StandardCharsets.US_ASCII));
        }
        List<Integer> shape = Arrays.stream(matcher.group(2).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .toList();
        return new NdArray(matcher.group(1), shape, in.slice().order(ByteOrder.LITTLE_ENDIAN));
    }
}
