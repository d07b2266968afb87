package io.genstream.cli.importing;

import static io.genstream.cli.importing.TestFiles.lines;
import static io.genstream.cli.importing.TestFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyLayoutTest {
    @TempDir
    Path folder;

    @Test
    void readsMedmnist() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("train_images.npy", npy("|u1", "3, 2, 2", 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4));
        arrays.put("val_images.npy", npy("|u1", "1, 2, 2", 5, 5, 5, 5));
        arrays.put("test_images.npy", npy("|u1", "1, 2, 2", 6, 6, 6, 6));
        arrays.put("train_labels.npy", npy("<i8", "3, 1", 10, 2, 10));
        arrays.put("val_labels.npy", npy("<i8", "1, 1", 2));
        arrays.put("test_labels.npy", npy("<i8", "1, 1", 0));
        Path npz = TestFiles.zip(folder.resolve("pathmnist.npz"), arrays);

        try (Sources sources = Sources.open(npz)) {
            PictureSource source = sources.source();
            assertThat(source.names()).containsExactly("0", "2", "10");
            TestFiles.assertNumbered(source);
            assertThat(lines(source))
                    .containsExactly(
                            "train_images/000000=10 TRAIN",
                            "train_images/000001=2 TRAIN",
                            "train_images/000002=10 TRAIN",
                            "val_images/000000=2 VALIDATION",
                            "test_images/000000=0 TEST");
            assertThat(source.samples().get(2).picture().read().raw()).containsExactly(3, 3, 3, 4);
            assertThat(source.samples().get(0).picture().read().raw())
                    .as("in any order")
                    .containsOnly(1);
            assertThat(source.samples().get(4).picture().read().height()).isEqualTo(2);
        }
    }

    @Test
    void readsColourLastOrFirstAndRowsOfNumbers() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("images.npy", npy("|u1", "1, 1, 2, 3", 1, 2, 3, 4, 5, 6));
        arrays.put("labels.npy", floats("<f4", "1, 2", 0.5f, -1));
        arrays.put("seed.npy", npy("<i8", "", 7));
        Path npz = TestFiles.zip(folder.resolve("a.npz"), arrays);
        try (Sources sources = Sources.open(npz)) {
            assertThat(sources.source().labels()).isEqualTo(Labels.ATTRIBUTES);
            assertThat(lines(sources.source())).containsExactly("images/000000=[0.5, -1.0]");
            assertThat(sources.source().notRead()).containsExactly("array seed");
            assertThat(sources.source().samples().get(0).picture().read().raw()).containsExactly(1, 2, 3, 4, 5, 6);
        }
        arrays.put("images.npy", npy("|u1", "1, 3, 1, 2", 1, 4, 2, 5, 3, 6));
        npz = TestFiles.zip(folder.resolve("b.npz"), arrays);
        try (Sources sources = Sources.open(npz)) {
            assertThat(sources.source().samples().get(0).picture().read().raw()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(sources.source().told()).contains("channels first");
        }
    }

    @Test
    void refusesWhatIsNoPictureWithTheCure() throws IOException {
        assertRefused("x.npy", floats("<f4", "1, 1, 2", 0.5f, 1), "(images * 255).round().astype('uint8')");
        assertRefused("x.npy", npy("<u2", "1, 1, 1", 1), "save it as uint8");
        assertRefused("x.npy", npy("|u1", "1, 28, 28, 28", new long[28 * 28 * 28]), "with 1 or 3 channels");
        assertRefused("x.npy", npy("|u1", "4", 1, 2, 3, 4), "images |u1 [4]");
        byte[] fortran = new String(npy("|u1", "1, 1, 2", 1, 2), StandardCharsets.ISO_8859_1)
                .replace("False", "True ")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertRefused("x.npy", fortran, "Fortran");
        assertRefused("x.npy", "no array".getBytes(StandardCharsets.UTF_8), "no array of numpy");
        Map<String, byte[]> arrays =
                Map.of("images.npy", npy("|u1", "2, 1, 1", 1, 2), "labels.npy", npy("|u1", "3", 1, 2, 3));
        assertThatThrownBy(() -> read(TestFiles.zip(folder.resolve("c.npz"), arrays)))
                .hasMessageContaining("images has 2 pictures and labels 3 labels");
    }

    @Test
    void aSingleArrayIsUnlabelledAndRefusedWhereItIsCutShort() throws IOException {
        byte[] whole = npy("|u1", "2, 1, 2", 1, 2, 3, 4);
        Files.write(folder.resolve("x.npy"), whole);
        try (Sources sources = Sources.open(folder)) {
            assertThat(lines(sources.source())).containsExactly("000000=", "000001=");
            assertThat(sources.source().samples().get(1).picture().read().raw()).containsExactly(3, 4);
        }
        assertRefused("x.npy", Arrays.copyOf(whole, whole.length - 1), "cut short");
        assertRefused("x.npy", Arrays.copyOf(whole, 20), "cut short");
        assertRefused("x.npy", npy("|u1", "99999999999, 1, 2", 1, 2), "cut short");
    }

    /** Stored and deflated, in any order, more than are kept. */
    @Test
    void readsWhatNumpyWrites() throws Exception {
        assumeTrue(
                TestFiles.python(
                        folder,
                        "import numpy as n\n"
                                + "x = n.arange(300 * 4 * 5 * 3).reshape(300, 4, 5, 3).astype('uint8')\n"
                                + "y = (n.arange(300) % 7)\n"
                                + "n.savez('stored.npz', x_train=x[:200], y_train=y[:200], x_test=x[200:], y_test=y[200:])\n"
                                + "n.savez_compressed('packed.npz', images=x, labels=y.astype('uint8')[:, None])"),
                "needs python3 with numpy");
        for (String name : List.of("stored.npz", "packed.npz")) {
            try (Sources sources = Sources.open(folder.resolve(name))) {
                PictureSource source = sources.source();
                assertThat(source.names()).containsExactly("0", "1", "2", "3", "4", "5", "6");
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    order.add(i);
                }
                Collections.shuffle(order, new Random(5));
                for (int i : order) {
                    byte[] raw = source.samples().get(i).picture().load();
                    assertThat(raw).hasSize(60);
                    assertThat(raw[7]).isEqualTo((byte) (i * 60 + 7));
                    assertThat(source.samples().get(i).className()).contains(Integer.toString(i % 7));
                }
            }
        }
    }

    private void assertRefused(String name, byte[] file, String why) throws IOException {
        Files.write(folder.resolve(name), file);
        assertThatThrownBy(() -> read(folder.resolve(name))).hasMessageContaining(why);
    }

    private static byte[] npy(String type, String shape, long... values) {
        int size = type.charAt(2) - '0';
        ByteBuffer body = ByteBuffer.allocate(values.length * size).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (size) {
                case 1 -> body.put((byte) value);
                case 2 -> body.putShort((short) value);
                default -> body.putLong(value);
            }
        }
        return npy(type, shape, body);
    }

    private static byte[] floats(String type, String shape, float... values) {
        ByteBuffer body = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            body.putFloat(value);
        }
        return npy(type, shape, body);
    }

    private static byte[] npy(String type, String shape, ByteBuffer body) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + ",), }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body.array());
        return out.toByteArray();
    }
}
