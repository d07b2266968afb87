package io.genstream.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
    private static final AskedModel CLASSES = new AskedModel(List.of("1", "2", "red, dark"), true, 1);

    @TempDir
    Path directory;

    private final ObjectNode order = new ObjectMapper().createObjectNode().put("seed", 7);

    @Test
    void unpacksPicturesLabelsAndWhereTheyComeFrom() throws Exception {
        Path folder = directory.resolve("new/folder");
        byte[] tar = tar(
                "000000.png", "picture",
                "000000.json", "{\"label\":[2],\"labelName\":\"red, dark\",\"model\":\"m\",\"version\":\"v1\"}");
        assertThat(PictureFolder.create(folder).unpack(new ByteArrayInputStream(tar), CLASSES, order, done -> {}))
                .isEqualTo(1);
        assertThat(folder.resolve("000000.png")).hasContent("picture");
        assertThat(folder.resolve("labels.csv")).hasContent("file,label\n000000.png,\"red, dark\"");
        assertThat(Files.readString(folder.resolve("about.json")))
                .contains("\"synthetic\" : true", "\"v1\"", "\"seed\" : 7");
    }

    @Test
    void attributesHaveAColumnEach() throws Exception {
        AskedModel attributes = new AskedModel(List.of("smiling", "age"), false, 1);
        byte[] tar = tar("0.png", "picture", "0.json", "{\"label\":[1.0,0.25]}");
        long unused =
                PictureFolder.create(directory).unpack(new ByteArrayInputStream(tar), attributes, order, done -> {});
        assertThat(directory.resolve("labels.csv")).hasContent("file,smiling,age\n0.png,1.0,0.25");
    }

    @Test
    void writesNothingOutsideItsFolder() throws Exception {
        byte[] tar = tar("../escaped.png", "picture");
        PictureFolder folder = PictureFolder.create(directory.resolve("inner"));
        assertThatThrownBy(() -> folder.unpack(new ByteArrayInputStream(tar), CLASSES, order, done -> {}))
                .isInstanceOf(IOException.class);
        assertThat(directory.resolve("escaped.png")).doesNotExist();
    }

    @Test
    void leavesAFolderWithFilesAlone() throws Exception {
        Files.createFile(directory.resolve("mine.txt"));
        assertThatThrownBy(() -> PictureFolder.create(directory))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void copiesATarUnchangedAndCountsItsPictures() throws Exception {
        byte[] tar = tar("0.png", "a picture", "0.json", "{}", "1.png", "another", "1.json", "{}");
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        assertThat(CountedTar.copy(new ByteArrayInputStream(tar), copy, done -> {}))
                .isEqualTo(2);
        assertThat(copy.toByteArray()).isEqualTo(tar);
    }

    @Test
    void nameOfAClassWinsOverItsNumber() {
        assertThat(CLASSES.label("1").isTextual()).isTrue();
        assertThat(CLASSES.label("0").isIntegralNumber()).isTrue();
        assertThat(CLASSES.label("blue").isTextual()).isTrue();
    }

    @Test
    void formIsToldByTheName() {
        assertThat(OutputForm.of(Path.of("sheet.png"))).isEqualTo(OutputForm.SHEET);
        assertThat(OutputForm.of(Path.of("a.b/set.tar"))).isEqualTo(OutputForm.TAR);
        assertThat(OutputForm.of(Path.of("set.npz"))).isEqualTo(OutputForm.NPZ);
        assertThat(OutputForm.of(Path.of("pictures.d"))).isEqualTo(OutputForm.FOLDER);
    }

    private static byte[] tar(String... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(namesAndContents[i]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aNameThatHoldsACommaIsTakenWhole() {
        AskedModel people = new AskedModel(List.of("Doe", "Smith, John", "Smith"), true, 1);

        assertThat(people.labels("Smith, John")).extracting(JsonNode::asText).containsExactly("Smith, John");
        assertThat(people.labels("Doe,Smith, John,Smith, 2"))
                .extracting(JsonNode::asText)
                .containsExactly("Doe", "Smith, John", "Smith", "2");
        assertThat(people.labels("Smith,Doe")).extracting(JsonNode::asText).containsExactly("Smith", "Doe");
    }
}
