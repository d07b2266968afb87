package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * numpy's npz: {@code images} uint8 [N, height, width, channels], {@code labels} float32 [N, columns], {@code seed} int64.
 *
 * <p>Uncompressed, but as deflate's stored blocks: a zip's own stored form wants checksums before the bytes, which are not
 * known while images are made.
 */
final class NpzWriter implements ResultWriter {
    private static final int MAX_LABEL_BYTES = 64 << 20;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private final ZipOutputStream zip;
    private ByteBuffer labels;
    private MadeBatch first;

    NpzWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    @Override
    public void write(MadeBatch batch) throws IOException {
        if (first == null) {
            begin(batch);
        }
        for (byte[] image : batch.images()) {
            zip.write(image);
        }
        batch.labels().forEach(this::keep);
        zip.flush();
    }

    private void begin(MadeBatch batch) throws IOException {
        first = batch;
        long labelBytes = batch.requestImages() * columns() * Float.BYTES;
        if (labelBytes > MAX_LABEL_BYTES) {
            throw GatewayException.of(
                    422,
                    "RESULT_TOO_LARGE",
                    "The labels take " + labelBytes + " bytes, too much for one npz; ask for application/x-tar");
        }
        labels = ByteBuffer.allocate((int) labelBytes).order(ByteOrder.LITTLE_ENDIAN);
        entry("images.npy", "|u1", List.of(batch.requestImages(), (long) batch.height(), (long) batch.width(), (long)
                batch.channels()));
    }

    private void keep(List<Float> row) {
        if (row.size() != columns()) {
            throw new IllegalStateException("a row of " + row.size() + " labels among rows of " + columns());
        }
        row.forEach(labels::putFloat);
    }

    private long columns() {
        return first.labels().isEmpty() ? 0 : first.labels().get(0).size();
    }

    private void entry(String name, String type, List<Long> shape) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(Instant.parse("1980-01-01T12:00:00Z").toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(header(type, shape));
    }

    /** Version 1.0 of numpy's format (numpy.lib.format): a Python dictionary, padded so that the data is aligned. */
    static byte[] header(String type, List<Long> shape) {
        StringBuilder sizes = new StringBuilder();
        shape.forEach(size -> sizes.append(size).append(", "));
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': ("
                + sizes.toString().strip() + "), }";
        int before = MAGIC.length + Short.BYTES;
        int padded = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        byte[] dictionary = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), padded);
        Arrays.fill(dictionary, text.length(), padded - 1, (byte) ' ');
        dictionary[padded - 1] = '\n';
        return ByteBuffer.allocate(before + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded)
                .put(dictionary)
                .array();
    }

    @Override
    public void end() throws IOException {
        entry("labels.npy", "<f4", List.of(first.requestImages(), columns()));
        zip.write(labels.array(), 0, labels.position());
        entry("seed.npy", "<i8", List.of());
        zip.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(first.seed())
                .array());
        zip.close();
    }
}
