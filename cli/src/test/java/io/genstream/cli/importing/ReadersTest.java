package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ReadersTest {
    /** The client's heap does not hold one a core. */
    @Test
    void onePictureAtATimeIsDecodedThatIsLargeAndHeldAsAWhole() throws Exception {
        AtomicInteger decoding = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(2);
        byte[] interlaced = header(5000, 5000);
        try (Readers readers = new Readers()) {
            List<Future<Boolean>> read = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                read.add(readers.read(Picture.inside(interlaced.length, () -> interlaced), 1000, loaded -> {
                    most.accumulateAndGet(decoding.incrementAndGet(), Math::max);
                    second.countDown();
                    try {
                        return second.await(300, TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        decoding.decrementAndGet();
                    }
                }));
            }
            for (Future<Boolean> picture : read) {
                picture.get();
            }
        }
        assertThat(most).hasValue(1);
    }

    /** Of an interlaced PNG without its pixels. */
    private static byte[] header(int height, int width) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put(12, (byte) 1)
                        .array());
        chunk(png, "IDAT", new byte[1]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String name, byte[] data) {
        byte[] body = ByteBuffer.allocate(4 + data.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 crc = new CRC32();
        crc.update(body);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(body);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
