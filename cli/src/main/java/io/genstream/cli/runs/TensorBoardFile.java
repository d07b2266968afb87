package io.genstream.cli.runs;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * TensorBoard's event file: TensorFlow's record framing (length, its masked CRC-32C, data, its masked CRC-32C; little-endian)
 * around Event messages of {@code tensorflow/core/util/event.proto}. Used by one thread.
 */
final class TensorBoardFile {
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final int MASK_DELTA = 0xa282ead8;
    private static final double MS_PER_SECOND = 1e3;

    private final OutputStream out;

    TensorBoardFile(OutputStream out, Instant at) throws IOException {
        this.out = out;
        record(message(event -> {
            event.writeDouble(EVENT_WALL_TIME, seconds(at));
            event.writeString(EVENT_FILE_VERSION, "brain.Event:2");
        }));
    }

    void scalar(String tag, long step, Instant at, double value) throws IOException {
        ByteString summary = message(s -> s.writeBytes(SUMMARY_VALUE, message(v -> {
            v.writeString(VALUE_TAG, tag);
            v.writeFloat(VALUE_SIMPLE, (float) value);
        })));
        record(message(event -> {
            event.writeDouble(EVENT_WALL_TIME, seconds(at));
            event.writeInt64(EVENT_STEP, step);
            event.writeBytes(EVENT_SUMMARY, summary);
        }));
    }

    private void record(ByteString data) throws IOException {
        byte[] length = little(Long.BYTES).putLong(data.size()).array();
        out.write(length);
        out.write(little(Integer.BYTES).putInt(maskedCrc(length)).array());
        data.writeTo(out);
        out.write(little(Integer.BYTES).putInt(maskedCrc(data.toByteArray())).array());
    }

    /** A CRC of data that holds CRCs is weak, so TensorFlow rotates each and adds a constant. */
    static int maskedCrc(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / MS_PER_SECOND;
    }

    private static ByteString message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(coded);
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private interface Fields {
        void write(CodedOutputStream message) throws IOException;
    }
}
