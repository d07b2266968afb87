package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets in the layouts in which they are published, small ones. */
class PublishedLayoutsTest {
    private static final String TABLE = "3\nSmiling Bald Male \n"
            + "000001.jpg -1  1 -1\n000002.jpg  1  1  1\n000003.jpg -1 -1  1\n000004.jpg -1  1\n000005.jpg 1 1 0\n";

    @TempDir
    Path directory;

    @Test
    void readsCelebaAsItsAuthorsLayItOut() throws IOException {
        Map<String, byte[]> files = celeba("Anno/", "Img/");
        files.put("Eval/list_eval_partition.txt", bytes("000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n"));
        files.put("Anno/identity_CelebA.txt", bytes("000001.jpg 2880\n000003.jpg 17\n"));
        write(directory, files);

        assertCeleba(directory, List.of("2880", "-", "17"), List.of("TRAIN", "VALIDATION", "TEST"));
    }

    @Test
    void readsCelebaInAZipAndWithoutPartition() throws IOException {
        Path zip = directory.resolve("celeba.zip");
        zip(zip, celeba("", ""));

        assertCeleba(zip, List.of("-", "-", "-"), List.of("-", "-", "-"));
    }

    @Test
    void readsTheZipOfPicturesBesideItsTable() throws IOException {
        Map<String, byte[]> files = celeba("", "");
        byte[] table = files.remove("list_attr_celeba.txt");
        Files.write(directory.resolve("list_attr_celeba.txt"), table);
        zip(directory.resolve("img_align_celeba.zip"), files);

        assertCeleba(directory.resolve("img_align_celeba.zip"), List.of("-", "-", "-"), List.of("-", "-", "-"));
    }

    private static void assertCeleba(Path path, List<String> subjects, List<String> splits) throws IOException {
        try (Sources sources = Sources.open(path)) {
            PictureSource source = sources.source();
            assertThat(source.labels()).isEqualTo(Labels.ATTRIBUTES);
            assertThat(source.names()).as("in the header's order").containsExactly("Smiling", "Bald", "Male");
            assertThat(source.samples())
                    .extracting(Sample::source)
                    .containsExactly("000001.jpg", "000002.jpg", "000003.jpg");
            assertThat(source.samples().get(0).attributes()).containsExactly(-1f, 1f, -1f);
            assertThat(source.samples())
                    .extracting(s -> s.subject().orElse("-"))
                    .isEqualTo(subjects);
            assertThat(source.samples())
                    .extracting(s -> s.split().map(Enum::name).orElse("-"))
                    .isEqualTo(splits);
            assertThat(source.leftOut())
                    .containsExactly(
                            "000004.jpg: needs 3 values of -1 or 1 in list_attr_celeba.txt",
                            "000005.jpg: needs 3 values of -1 or 1 in list_attr_celeba.txt");
            assertThat(source.samples().get(2).picture().read()).isEqualTo(face());
            assertThat(source.nativeWidth()).isEqualTo(178);
        }
    }

    /** The habit of DCGAN: columns 35 to 142 and rows 55 to 162 of a 178x218 picture. */
    @Test
    void theCropIsToldInPixelsOfTheNativePicture() {
        Pixels full = marked(218, 178, 55, 35, 108);
        assertThat(square(new PictureFitter(108, false, 108, 178), full).raw()).containsOnly(200);
        assertThat(square(new PictureFitter(110, false, 110, 178), full).raw()).contains((byte) 0);

        Pixels half = marked(109, 89, 27, 17, 54);
        assertThat(square(new PictureFitter(54, false, 108, 178), half).raw()).containsOnly(200);
        assertThat(square(new PictureFitter(64, false, 54, 0), half).raw())
                .as("without a native width the picture's own pixels count")
                .containsOnly(200);
    }

    private static Pixels square(PictureFitter fitter, Pixels picture) {
        return ImageCodec.decode(
                fitter.fit(Resize.AREA.apply(picture, fitter.frame(picture.height(), picture.width()))));
    }

    @Test
    void readsLfwcropWithItsPeople() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("lfwcrop_color/faces/Abdel_Aziz_Al-Hakim_0001.ppm", ppm(7));
        files.put("lfwcrop_color/faces/Zumrati_Juma_0012.ppm", ppm(9));
        files.put("lfwcrop_color/README", bytes("read me"));
        Path zip = directory.resolve("lfwcrop_color.zip");
        zip(zip, files);
        try (Sources sources = Sources.open(zip)) {
            PictureSource source = sources.source();
            assertThat(source.labels()).isEqualTo(Labels.NONE);
            assertThat(source.samples())
                    .extracting(sample -> sample.subject().orElseThrow())
                    .containsExactly("Abdel_Aziz_Al-Hakim", "Zumrati_Juma");
            assertThat(source.samples())
                    .extracting(Sample::source)
                    .containsExactly("faces/Abdel_Aziz_Al-Hakim_0001.ppm", "faces/Zumrati_Juma_0012.ppm");
            Pixels picture = source.samples().get(1).picture().read();
            assertThat(picture).isEqualTo(new Pixels(1, 2, 3, new byte[] {9, 9, 9, 9, 9, 9}));
            JsonNode fields = ImportPlan.of(source, MissingNode.getInstance(), new PictureFitter(8, true), 0)
                    .describe(source.samples().get(0).called("a"), new ObjectMapper().createObjectNode());
            assertThat(fields.path("subject").asText()).isEqualTo("Abdel_Aziz_Al-Hakim");
        }
    }

    @Test
    void readsATableOfAttributesInAZipBesideTheFolderOfItsPictures() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("labels.csv", bytes("image,red_hair,blue_eyes\n4.jpg,0,1\n9.jpg,1,0\n"));
        files.put("faces/4.jpg", png(4));
        files.put("faces/9.jpg", png(9));
        Path zip = directory.resolve("anime.zip");
        zip(zip, files);
        try (Sources sources = Sources.open(zip)) {
            assertThat(sources.source().names()).containsExactly("red_hair", "blue_eyes");
            assertThat(sources.source().samples()).extracting(Sample::source).containsExactly("4.jpg", "9.jpg");
            assertThat(sources.source().samples().get(1).picture().read().raw()).containsOnly(9);
            assertThat(sources.source().leftOut()).isEmpty();
        }
    }

    @Test
    void readsAWebDatasetOfClasses() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("b/2.jpg", png(2));
        files.put(
                "b/2.json",
                bytes("{\"label\": [10], \"labelName\": \"ten\", \"subject\": \"Anna\", \"split\": \"TEST\"}"));
        files.put("a.png", png(1));
        files.put("a.cls", bytes("2\n"));
        files.put("a.txt", bytes("a caption"));
        files.put("lonely.json", bytes("{\"label\": 3}"));
        files.put("bad.png", png(3));
        files.put("bad.json", bytes("{"));
        Path tar = directory.resolve("shard.tar");
        tar(tar, files);
        try (Sources sources = Sources.open(tar)) {
            PictureSource source = sources.source();
            assertThat(source.labels()).isEqualTo(Labels.CLASS);
            assertThat(ClassNames.join(List.of(), source.names()))
                    .as("with their numbers")
                    .hasSize(11)
                    .contains("2", Index.atIndex(2))
                    .contains("ten", Index.atIndex(10));
            assertThat(source.samples()).extracting(Sample::source).containsExactly("b/2", "a");
            Sample first = source.samples().get(0);
            assertThat(first.className()).contains("ten");
            assertThat(first.subject()).contains("Anna");
            assertThat(first.split()).isEqualTo(Optional.of(Sample.Split.TEST));
            assertThat(source.samples().get(1).picture().read().raw()).containsOnly(1);
            assertThat(first.picture().read().raw()).as("in any order").containsOnly(2);
            assertThat(source.leftOut())
                    .hasSize(2)
                    .anyMatch(line -> line.equals("lonely: has no picture beside it"))
                    .anyMatch(line -> line.startsWith("bad: its .json cannot be read"));
        }
    }

    @Test
    void readsShardsOfAttributesFromAFolder() throws IOException {
        for (String shard : List.of("one", "two")) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put("000001.png", png(4));
            files.put("000001.json", bytes("{\"label\": [0.5, -1]}"));
            tar(directory.resolve(shard + ".tar"), files);
        }
        try (Sources sources = Sources.open(directory)) {
            assertThat(sources.source().labels()).isEqualTo(Labels.ATTRIBUTES);
            assertThat(sources.source().samples())
                    .extracting(Sample::source)
                    .containsExactly("one/000001", "two/000001");
            assertThat(sources.source().samples().get(1).attributes()).containsExactly(0.5f, -1f);
        }
    }

    @Test
    void saysSoWhereATarHoldsNoPictures() throws IOException {
        Path tar = directory.resolve("empty.tar");
        tar(tar, Map.of("notes.txt", bytes("none")));

        assertThatThrownBy(() -> Sources.open(tar)).hasMessageContaining("no record with a picture");
    }

    private static Map<String, byte[]> celeba(String annotations, String pictures) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(annotations + "list_attr_celeba.txt", bytes(TABLE));
        for (int i = 1; i <= 5; i++) {
            files.put(pictures + "img_align_celeba/00000" + i + ".jpg", ImageCodec.encode(Encoding.PNG, face()));
        }
        return files;
    }

    private static Pixels face() {
        return new Pixels(2, 1, 1, new byte[] {3, 5});
    }

    /** 200 in a square, else black. */
    private static Pixels marked(int height, int width, int top, int left, int side) {
        Pixels pixels = Pixels.black(height, width, 1);
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                pixels.raw()[y * width + x] = (byte) 200;
            }
        }
        return pixels;
    }

    private static byte[] ppm(int level) {
        byte[] header = bytes("P6\n2 1\n255\n");
        byte[] file = java.util.Arrays.copyOf(header, header.length + 6);
        java.util.Arrays.fill(file, header.length, file.length, (byte) level);
        return file;
    }

    private static byte[] png(int level) {
        return ImageCodec.encode(Encoding.PNG, new Pixels(1, 1, 1, new byte[] {(byte) level}));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static void zip(Path zip, Map<String, byte[]> files) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    private static void tar(Path tar, Map<String, byte[]> files) throws IOException {
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
    }
}
