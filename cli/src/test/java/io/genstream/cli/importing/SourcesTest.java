package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.model.pixels.Channels;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    private static final PictureFitter FITTER = new PictureFitter(8, false);

    @TempDir
    Path directory;

    @Test
    void subFoldersAreClassesInOrder() throws Exception {
        picture("dogs/b.png");
        picture("cats/a.png");
        picture("cats/inner/a.png");
        picture("cats/.hidden/x.png");
        picture("stray.png");
        Files.writeString(directory.resolve("cats/notes.txt"), "not a picture");
        Files.write(directory.resolve("dogs/c.webp"), new byte[3]);
        try (Sources sources = Sources.open(directory)) {
            PictureSource source = sources.source();
            assertThat(source.labels()).isEqualTo(Labels.CLASS);
            assertThat(source.names()).containsExactly("cats", "dogs");
            assertThat(source.samples())
                    .extracting(Sample::source)
                    .containsExactly("cats/a.png", "cats/inner/a.png", "dogs/b.png");
            assertThat(source.leftOut())
                    .anyMatch(line -> line.startsWith("dogs/c.webp: must be PNG, JPEG"))
                    .anyMatch(line -> line.startsWith("stray.png: lies beside"))
                    .hasSize(2);
        }
    }

    @Test
    void flatFolderIsUnlabelled() throws Exception {
        picture("a.png");
        try (Sources sources = Sources.open(directory)) {
            assertThat(sources.source().labels()).isEqualTo(Labels.NONE);
            assertThat(sources.source().samples().get(0).picture().read().height())
                    .isEqualTo(4);
        }
    }

    @Test
    void zipIsTheFolderInIt() throws Exception {
        Path zip = directory.resolve("pets.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (String name : List.of("pets/cats/a.png", "pets/dogs/b.png")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(png());
            }
        }
        try (Sources sources = Sources.open(zip)) {
            assertThat(sources.source().names()).containsExactly("cats", "dogs");
            assertThat(sources.source().samples().get(1).source()).isEqualTo("dogs/b.png");
            assertThat(sources.source().samples().get(1).picture().read().width())
                    .isEqualTo(4);
        }
    }

    @Test
    void csvNamesClasses() throws Exception {
        picture("1.png");
        picture("2.png");
        Files.writeString(
                directory.resolve("labels.csv"), "file,label\n1.png,\"warm, red\"\n2.png,blue\n3.png,blue\n2.png\n");
        try (Sources sources = Sources.open(directory)) {
            assertThat(sources.source().names()).containsExactly("blue", "warm, red");
            assertThat(sources.source().leftOut())
                    .containsExactly(
                            "3.png: there is no such file beside labels.csv", "2.png: has no label in labels.csv");
        }
    }

    @Test
    void csvHoldsAttributes() throws Exception {
        picture("1.png");
        Path csv = directory.resolve("faces.csv");
        Files.writeString(csv, "file,smiling,age\n1.png,1,0.25\n1.png,yes,3\n");
        try (Sources sources = Sources.open(csv)) {
            assertThat(sources.source().labels()).isEqualTo(Labels.ATTRIBUTES);
            assertThat(sources.source().names()).containsExactly("smiling", "age");
            assertThat(sources.source().samples().get(0).attributes()).containsExactly(1f, 0.25f);
            assertThat(sources.source().leftOut()).containsExactly("1.png: needs 2 numbers in faces.csv");
        }
    }

    @Test
    void saysWhyAPathCannotBeImported() throws Exception {
        assertThatThrownBy(() -> Sources.open(directory.resolve("nowhere")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("no such file or folder");
        assertThatThrownBy(() -> Sources.open(directory)).hasMessageContaining("there is no picture");
        Path broken = Files.writeString(directory.resolve("broken.zip"), "not a zip");
        assertThatThrownBy(() -> Sources.open(broken)).isInstanceOf(CommandException.class);
    }

    @Test
    void classesOfADataSetKeepTheirNumbers() throws Exception {
        picture("ants/a.png");
        picture("bees/b.png");
        JsonNode existing = new ObjectMapper()
                .readTree("{\"datasetId\": \"insects\", \"labelKind\": \"CLASS\", \"attributeNames\": [\"bees\"]}");
        try (Sources sources = Sources.open(directory)) {
            ImportPlan plan = ImportPlan.of(sources.source(), existing, FITTER, 0.1);
            assertThat(plan.names()).containsExactly("bees", "ants");
            JsonNode fields =
                    plan.describe(sources.source().samples().get(0).called("a"), new ObjectMapper().createObjectNode());
            assertThat(fields.path("label").path(0).asInt()).isEqualTo(1);
            assertThat(fields.path("recordId").asText()).isEqualTo("a");
        }
    }

    @Test
    void splitsByTheIdAlone() throws Exception {
        ImportPlan plan = new ImportPlan(Labels.NONE, List.of(), FITTER, 0.25);
        long test = 0;
        for (int i = 0; i < 4_000; i++) {
            Sample sample = Sample.unlabelled("pictures/" + i + ".png", Picture.inside(0, () -> null));
            String split = plan.describe(sample.called("picture " + i), new ObjectMapper().createObjectNode())
                    .path("split")
                    .asText();
            test += split.equals("TEST") ? 1 : 0;
        }
        assertThat(test).isBetween(900L, 1_100L); // 3.6 standard deviations
    }

    @Test
    void refusesLabelsOfAnotherKind() throws Exception {
        picture("a.png");
        JsonNode existing = new ObjectMapper()
                .readTree("{\"datasetId\": \"d\", \"labelKind\": \"CLASS\", \"attributeNames\": [\"x\"]}");
        try (Sources sources = Sources.open(directory)) {
            assertThatThrownBy(() -> ImportPlan.of(sources.source(), existing, FITTER, 0))
                    .hasMessageContaining("choose another --dataset");
            assertThat(ImportPlan.of(sources.source(), MissingNode.getInstance(), FITTER, 0)
                            .names())
                    .isEmpty();
        }
    }

    @Test
    void picturesAreSquareAndOfOneTone() {
        Pixels wide = new Pixels(1, 3, 3, new byte[] {1, 1, 1, (byte) 255, 0, 0, 9, 9, 9});
        Pixels middle = Resize.AREA.apply(wide, new PictureFitter(1, true).frame(1, 3));
        assertThat(ImageCodec.decode(new PictureFitter(1, true).png(middle)).raw())
                .containsExactly(255, 0, 0);
        assertThat(ImageCodec.decode(new PictureFitter(1, false).png(middle)).raw())
                .containsExactly(76); // 0.299 * 255
        assertThat(Channels.coloured(wide)).isTrue();
    }

    private void picture(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, png());
    }

    private static byte[] png() {
        return ImageCodec.encode(Encoding.PNG, new Pixels(4, 4, 1, new byte[16]));
    }
}
