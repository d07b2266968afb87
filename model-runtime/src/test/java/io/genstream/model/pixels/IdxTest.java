package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class IdxTest {
    private static final Path DIGITS = Path.of("..", "data", "digits");

    @Test
    void readsTheDigitsOfThisRepository() throws IOException {
        List<Pixels> images = Idx.images(DIGITS.resolve("test-images-idx3-ubyte.gz"));
        int[] labels = Idx.labels(DIGITS.resolve("test-labels-idx1-ubyte.gz"));
        assertThat(images).hasSize(2000);
        assertThat(labels).hasSize(2000);
        assertThat(images.get(0).height()).isEqualTo(28);
        assertThat(images.get(0).width()).isEqualTo(28);
        assertThat(Arrays.stream(labels).distinct().sorted().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        byte[] body = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 255};
        List<Pixels> images = Idx.images(gzip(0x803, new int[] {2, 2, 3}, body));
        assertThat(images.get(1)).isEqualTo(new Pixels(2, 3, 1, new byte[] {7, 8, 9, 10, 11, (byte) 255}));
        assertThat(Idx.labels(gzip(0x801, new int[] {3}, new byte[] {0, 9, (byte) 200})))
                .containsExactly(0, 9, 200);
    }

    @Test
    void refusesAnotherMagic() {
        refused(() -> Idx.images(gzip(0x801, new int[] {1}, new byte[1])), "IDX magic is 00000801, not 00000803");
    }

    @Test
    void refusesCountsThatDoNotMatchTheBytes() {
        refused(() -> Idx.images(gzip(0x803, new int[] {2, 2, 2}, new byte[7])), "cut short");
        refused(() -> Idx.labels(gzip(0x801, new int[] {2}, new byte[1])), "cut short");
        refused(() -> Idx.labels(gzip(0x801, new int[] {2}, new byte[3])), "longer than its header says");
        refused(() -> Idx.labels(gzip(0x801, new int[] {-1}, new byte[3])), "count is -1");
        refused(() -> Idx.images(gzip(0x803, new int[] {1 << 20, 8192, 8192}, new byte[3])), "cannot be");
        refused(() -> Idx.images(gzip(0x803, new int[] {}, new byte[2])), "cut short");
    }

    @Test
    void refusesFilesThatAreNotGzippedOrCutShort() throws IOException {
        refused(() -> Idx.images(new ByteArrayInputStream(new byte[] {0, 0, 8, 3, 0, 0})), "not gzipped");
        refused(() -> Idx.images(new ByteArrayInputStream(new byte[0])), "cut short");
        byte[] whole = gzip(0x801, new int[] {100}, new byte[100]).readAllBytes();
        refused(() -> Idx.labels(new ByteArrayInputStream(whole, 0, whole.length - 12)), "cut short");
    }

    private static ByteArrayInputStream gzip(int magic, int[] sizes, byte[] body) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(magic);
        for (int size : sizes) {
            header.putInt(size);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(header.array());
            gzip.write(body);
        }
        return new ByteArrayInputStream(out.toByteArray());
    }

    private static void refused(Reading reading, String message) {
        assertThatThrownBy(reading::read).isInstanceOf(PixelException.class).hasMessageContaining(message);
    }

    @FunctionalInterface
    private interface Reading {
        Object read() throws IOException;
    }
}
