package io.genstream.cli.importing;

import static io.genstream.cli.importing.TestFiles.assertNumbered;
import static io.genstream.cli.importing.TestFiles.lines;
import static io.genstream.cli.importing.TestFiles.png;
import static io.genstream.cli.importing.TestFiles.read;
import static io.genstream.cli.importing.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets that are known by how their makers name and label files. */
class PublishedNamesTest {
    @TempDir
    Path folder;

    @Test
    void styleGansZipOfClasses() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("00000/img00000000.png", png(1));
        files.put("00000/img00000001.png", png(2));
        files.put("00000/img00000002.png", png(3));
        files.put(
                "dataset.json",
                "{\"labels\": [[\"00000/img00000000.png\", 10], [\"00000/img00000001.png\", 2]]}"
                        .getBytes(StandardCharsets.UTF_8));
        Path zip = TestFiles.zip(folder.resolve("a.zip"), files);
        try (Sources sources = Sources.open(zip)) {
            assertThat(sources.source().names()).containsExactly("2", "10");
            assertNumbered(sources.source());
            assertThat(lines(sources.source())).containsExactly("00000/img00000000.png=10", "00000/img00000001.png=2");
            assertThat(sources.source().leftOut())
                    .containsExactly("00000/img00000002.png: has no label of 1 numbers in dataset.json");
            assertThat(sources.source().samples().get(1).picture().read().raw()).containsOnly(2);
        }
    }

    @Test
    void styleGansFolderOfNumbersOrOfNone() throws IOException {
        png(folder, "00000/a.png", 1);
        png(folder, "00001/b.png", 1);
        write(
                folder,
                "dataset.json",
                "{\"other\": {\"x\": [1]}, \"labels\": [[\"00000/a.png\", [0.5, 1]], [\"00001/b.png\", [0, -1]]]}");
        assertThat(read(folder).labels()).isEqualTo(Labels.ATTRIBUTES);
        assertThat(lines(read(folder))).containsExactly("00000/a.png=[0.5, 1.0]", "00001/b.png=[0.0, -1.0]");

        write(folder, "dataset.json", "{\"labels\": null}");
        assertThat(lines(read(folder))).containsExactly("00000/a.png=", "00001/b.png=");

        write(folder, "dataset.json", "{\"images\": [{\"file_name\": \"a.png\", \"category\": 3}]}");
        assertThat(read(folder).notRead()).as("another tool's").contains("dataset.json");
    }

    @Test
    void kagglesCeleba() throws IOException {
        for (int i = 1; i <= 3; i++) {
            png(folder, "img_align_celeba/img_align_celeba/00000" + i + ".jpg", i);
        }
        write(
                folder,
                "list_attr_celeba.csv",
                "image_id,Bald,Male\n000001.jpg,-1,1\n000002.jpg,1,1\n000003.jpg,1,-1\n000004.jpg,1,1\n");
        write(folder, "list_eval_partition.csv", "image_id,partition\n000001.jpg,0\n000002.jpg,1\n000003.jpg,2\n");
        write(folder, "list_bbox_celeba.csv", "image_id,x_1\n000001.jpg,95\n");
        write(folder, "identity_CelebA.txt", "000003.jpg 17\n");

        PictureSource source = read(folder);

        assertThat(source.names()).containsExactly("Bald", "Male");
        assertThat(lines(source))
                .containsExactly(
                        "000001.jpg=[-1.0, 1.0] TRAIN",
                        "000002.jpg=[1.0, 1.0] VALIDATION",
                        "000003.jpg=[1.0, -1.0] TEST of 17");
        assertThat(source.nativeWidth()).isEqualTo(178);
        assertThat(source.leftOut()).containsExactly("000004.jpg: there is no such file in img_align_celeba");
        assertThat(source.told()).isEqualTo("list_attr_celeba.csv, list_eval_partition, identity_CelebA");
    }

    @Test
    void utkFaces() throws IOException {
        for (int i = 10; i < 30; i++) {
            png(folder, i + "_1_2_201701161745251" + i + ".jpg.chip.jpg", i);
        }
        png(folder, "39_1_20170116174525125.jpg", 1);

        PictureSource source = read(folder);

        assertThat(source.names()).containsExactly("age", "gender", "race");
        assertThatThrownBy(() -> read(folder, TestFiles.labels("age")))
                .hasMessageContaining("--labels age is not known here");
        assertThat(read(folder, TestFiles.labels("none")).labels()).isEqualTo(Labels.NONE);
        assertThat(lines(source)).hasSize(20).contains("10_1_2_20170116174525110.jpg.chip.jpg=[10.0, 1.0, 2.0]");
        assertThat(source.leftOut()).containsExactly("39_1_20170116174525125.jpg: is not called age_gender_race_time");
    }

    @Test
    void emnistIsTurnedAndPackedOrNot() throws IOException {
        idx("emnist-letters-train", true, new int[] {1, 26}, 1, 2, 3, 4, 5, 6, 9, 9, 9, 9, 9, 9);
        idx("emnist-letters-test", false, new int[] {2}, 7, 7, 7, 7, 7, 8);
        try (Sources sources = Sources.open(folder)) {
            PictureSource source = sources.source();
            assertThat(source.names()).containsExactly("1", "2", "26");
            assertNumbered(source);
            assertThat(lines(source))
                    .containsExactly(
                            "emnist-letters-test-000000=2 TEST",
                            "emnist-letters-train-000000=1 TRAIN",
                            "emnist-letters-train-000001=26 TRAIN");
            assertThat(source.samples().get(1).picture().read().raw())
                    .as("2 rows of 3, stored by columns")
                    .containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(source.samples().get(1).picture().read().height()).isEqualTo(3);
            assertThat(source.told()).contains("turned");
        }
        idx("emnist-digits-test", false, new int[] {2}, 7, 7, 7, 7, 7, 8);
        assertThatThrownBy(() -> Sources.open(folder))
                .hasMessageContaining("several data sets, [emnist-digits, emnist-letters]");
    }

    @Test
    void mnistUnderEachOfItsNamesAndRefusedWhereItIsBroken() throws IOException {
        idx("t10k", false, new int[] {3}, 1, 2, 3, 4, 5, 6);
        write(folder, "train.images.idx3.ubyte", Files.readAllBytes(folder.resolve("t10k-images-idx3-ubyte")));
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("there is no train.labels.idx1.ubyte");
        write(folder, "train.labels.idx1.ubyte", Files.readAllBytes(folder.resolve("t10k-labels-idx1-ubyte")));
        try (Sources sources = Sources.open(folder)) {
            assertThat(lines(sources.source())).containsExactly("t10k-000000=3 TEST", "train-000000=3 TRAIN");
            assertThat(sources.source().samples().get(0).picture().read().raw()).containsExactly(1, 2, 3, 4, 5, 6);
        }
        write(folder, "train.labels.idx1.ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 1});
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("cut short");
        write(folder, "train.labels.idx1.ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 1});
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("train has 1 pictures and 2 labels");
        write(folder, "train.images.idx3.ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 1});
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("it begins with 00000801, not 00000803");
    }

    @Test
    void labelsThatAreNotReadAreToldAndWithoutOthersRefused() throws IOException {
        png(folder, "a/0001.png", 1);
        png(folder, "b/0002.png", 1);
        write(folder, "a/0001.xml", "<annotation/>");
        write(folder, "README.txt", "0001.png is a picture");
        write(folder, "notes.txt", "none");
        write(folder, "setid.mat", "MATLAB");
        assertThat(read(folder).notRead())
                .contains("a/0001.xml", "setid.mat")
                .doesNotContain("README.txt", "notes.txt");
        assertThat(read(folder).names()).containsExactly("a", "b");

        Path flat = folder.resolve("flat");
        for (int i = 0; i < 5; i++) {
            png(flat, "cat" + i + ".png", i);
            write(flat, "cat" + i + ".txt", "0 0.5 0.5 1 1");
        }
        assertThatThrownBy(() -> read(flat))
                .hasMessageContaining("cat0.txt and 4 more beside it")
                .hasMessageContaining("--labels none");
        assertThat(read(flat, TestFiles.labels("none")).samples()).hasSize(5);
    }

    private void idx(String name, boolean packed, int[] labels, int... pixels) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x803)
                .putInt(labels.length)
                .putInt(2)
                .putInt(3);
        for (int pixel : pixels) {
            images.put((byte) pixel);
        }
        ByteBuffer numbers =
                ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            numbers.put((byte) label);
        }
        String end = packed ? ".gz" : "";
        write(folder, name + "-images-idx3-ubyte" + end, packed ? gzip(images.array()) : images.array());
        write(folder, name + "-labels-idx1-ubyte" + end, packed ? gzip(numbers.array()) : numbers.array());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
