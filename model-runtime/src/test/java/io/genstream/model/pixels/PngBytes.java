package io.genstream.model.pixels;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A PNG of any chunks, with right checksums. */
final class PngBytes {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    PngBytes(int height, int width, int bits, int colour, boolean interlaced) {
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        add(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) colour)
                        .put(12, (byte) (interlaced ? 1 : 0))
                        .array());
    }

    PngBytes add(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    /** @param filtered rows, each after its filter's number */
    PngBytes pixels(int... filtered) {
        byte[] bytes = new byte[filtered.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) filtered[i];
        }
        return add("IDAT", packed(bytes));
    }

    static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed, new Deflater(1))) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }

    /** As far as chunks can be told: damage that a checksum would show is not what a test wants to see. */
    static byte[] withRightChecksums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png.clone());
        int at = 8;
        while (at >= 0 && at + 12 <= png.length) {
            int length = file.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, 4 + length);
            file.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return file.array();
    }

    byte[] end() {
        return add("IEND").file.toByteArray();
    }
}
