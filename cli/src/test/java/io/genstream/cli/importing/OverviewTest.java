package io.genstream.cli.importing;

import static io.genstream.cli.importing.TestFiles.png;
import static io.genstream.cli.importing.TestFiles.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.importing.PictureSource.Labels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewTest {
    @TempDir
    Path directory;

    @Test
    void tellsLayoutLabelsSplitsAndWhatIsNotReadInFourLines() throws Exception {
        png(directory, "train/1/a.png", 1);
        png(directory, "train/2/b.png", 2);
        png(directory, "test/2/c.png", 3);
        TestFiles.write(directory, "README.md", "mine");
        TestFiles.write(directory, "train/2/d.webp", "no");

        Overview overview = overview(read(directory));

        assertThat(overview.lines())
                .containsExactly(
                        "layout    folders: 3 pictures, ids by content",
                        "labels    3 classes: 1 1, 2 2; no pictures here of 0",
                        "splits    TRAIN 2, TEST 1, as the source says",
                        "not read  other files (1 .md); 1 left out: train/2/d.webp: must be PNG, JPEG, PPM, PGM, BMP or GIF, convert it first");
        ObjectNode json = new ObjectMapper().createObjectNode();
        overview.describe(json);
        assertThat(json.path("labels").path("2").asInt()).isEqualTo(2);
        assertThat(json.path("splits").path("TEST").asInt()).isEqualTo(1);
    }

    @Test
    void countsAttributesAboveZero() {
        PictureSource source = new PictureSource(
                Labels.ATTRIBUTES,
                List.of("Smiling", "Male"),
                List.of(attributes(1f, -1f), attributes(1f, 1f)),
                List.of());

        assertThat(overview(source).lines())
                .contains("labels    2 attributes (pictures above 0): Smiling 2, Male 1")
                .contains("splits    TRAIN and, by a hash of the id, 10 % TEST of all")
                .contains("not read  nothing");
    }

    private static Sample attributes(Float... values) {
        return Sample.ofAttributes("p", Picture.inside(0, () -> new byte[0]), List.of(values));
    }

    private static Overview overview(PictureSource source) {
        return new Overview(
                "folders",
                source,
                ImportPlan.of(source, MissingNode.getInstance(), new PictureFitter(8, true), 0.1),
                "content");
    }
}
