package io.genstream.model.pixels;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG (ISO/IEC 15948), 8-bit grey or RGB, unfiltered. A small writer of our own since ImageIO's spends more on
 * looking itself up than on a 32x32 picture; tests read its files with ImageIO.
 */
final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int HEADER_BYTES = 13;
    private static final byte GREY = 0;
    private static final byte RGB = 2;

    private PngWriter() {}

    static byte[] write(Pixels image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(image.raw().length / 2 + 128);
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(image.width())
                .putInt(image.height())
                .put((byte) 8)
                .put(image.channels() == 1 ? GREY : RGB);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", deflate(rows(image)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** Each row behind its filter type, 0. */
    private static byte[] rows(Pixels image) {
        int stride = image.width() * image.channels();
        byte[] rows = new byte[Math.multiplyExact(stride + 1, image.height())];
        for (int y = 0; y < image.height(); y++) {
            System.arraycopy(image.raw(), y * stride, rows, y * (stride + 1) + 1, stride);
        }
        return rows;
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
