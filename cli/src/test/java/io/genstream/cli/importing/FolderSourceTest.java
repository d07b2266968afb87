package io.genstream.cli.importing;

import static io.genstream.cli.importing.TestFiles.labels;
import static io.genstream.cli.importing.TestFiles.lines;
import static io.genstream.cli.importing.TestFiles.png;
import static io.genstream.cli.importing.TestFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
    @TempDir
    Path directory;

    @Test
    void splitsAboveClassFoldersAreSplits() throws Exception {
        pictures("train/cats/1.png", "train/dogs/2.png", "Validation/dogs/3.png", "test/cats/4.png");

        PictureSource source = read(directory);

        assertThat(source.names()).containsExactly("cats", "dogs");
        assertThat(lines(source))
                .containsExactly(
                        "Validation/dogs/3.png=dogs VALIDATION",
                        "test/cats/4.png=cats TEST",
                        "train/cats/1.png=cats TRAIN",
                        "train/dogs/2.png=dogs TRAIN");
    }

    @Test
    void splitsBelowClassFoldersAreSplits() throws Exception {
        pictures("set/cats/train/1.png", "set/cats/test/2.png", "set/dogs/train/3.png");

        assertThat(lines(read(directory)))
                .containsExactly(
                        "set/cats/test/2.png=cats TEST",
                        "set/cats/train/1.png=cats TRAIN",
                        "set/dogs/train/3.png=dogs TRAIN");
    }

    @Test
    void flatFoldersCalledAfterSplitsHaveNoLabels() throws Exception {
        pictures("train/1.png", "test/2.png", "stray.png");

        PictureSource source = read(directory);

        assertThat(source.labels()).isEqualTo(Labels.NONE);
        assertThat(lines(source)).containsExactly("test/2.png= TEST", "train/1.png= TRAIN");
        assertThat(source.leftOut()).containsExactly("stray.png: lies beside the folders that name the splits");
    }

    @Test
    void aClassMayBeCalledLikeASplitIfSomebodySaysSo() throws Exception {
        pictures("train/1.png", "car/2.png", "plane/3.png");

        assertThatThrownBy(() -> read(directory))
                .hasMessageContaining("train is called like a split, car, plane are not")
                .hasMessageContaining("--split none");
        assertThat(read(directory, split("none")).names()).containsExactly("car", "plane", "train");
        assertThat(lines(read(directory, split("folder")))).containsExactly("train/1.png= TRAIN");
    }

    @Test
    void foldersInFoldersAreAskedAbout() throws Exception {
        pictures("Greek/character01/1.png", "Greek/character02/2.png", "Latin/character01/3.png");

        assertThatThrownBy(() -> read(directory))
                .hasMessageContaining("--labels folder for 3 classes (Greek/character01, ")
                .hasMessageContaining("--labels top for 2 (Greek, Latin)");
        assertThat(read(directory, labels("folder")).names())
                .containsExactly("Greek/character01", "Greek/character02", "Latin/character01");
        assertThat(read(directory, labels("top")).names()).containsExactly("Greek", "Latin");
        assertThat(read(directory, labels("none")).labels()).isEqualTo(Labels.NONE);
        assertThatThrownBy(() -> read(directory, labels("alphabet"))).hasMessageContaining("may be none, folder, top");
    }

    @Test
    void aClassMayHaveFoldersBesidePicturesOfItsOwn() throws Exception {
        pictures("cats/1.png", "cats/indoors/2.png", "dogs/3.png");
        assertThat(lines(read(directory)))
                .containsExactly("cats/1.png=cats", "cats/indoors/2.png=cats", "dogs/3.png=dogs");
        pictures("birds/red/4.png");
        assertThatThrownBy(() -> read(directory))
                .as("birds may be a set of its own")
                .hasMessageContaining("--labels");
    }

    @Test
    void theOnlyFolderNamesNoClassUnlessThereAreSome() throws Exception {
        pictures("anime/1.png", "anime/2.png");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("anime/1.png", png(1));
        Path zip = TestFiles.zip(directory.resolve("anime.zip"), files);

        assertThat(read(zip).labels()).isEqualTo(Labels.NONE);
        assertThat(read(directory).labels()).isEqualTo(Labels.NONE);
        Wishes classes = new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
        assertThat(read(directory, classes).names()).containsExactly("anime");
        assertThat(read(directory, labels("folder")).names()).containsExactly("anime");
    }

    @Test
    void aZipOfOneSplitKeepsIt() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("test/cats/1.png", png(1));
        files.put("test/dogs/2.png", png(2));

        assertThat(lines(read(TestFiles.zip(directory.resolve("pets.zip"), files))))
                .containsExactly("test/cats/1.png=cats TEST", "test/dogs/2.png=dogs TEST");
    }

    @Test
    void manyPicturesBesideAFewFoldersAreAskedAbout() throws Exception {
        pictures("1.png", "2.png", "3.png", "broken/4.png");

        assertThatThrownBy(() -> read(directory)).hasMessageContaining("3 of 4 pictures lie beside the folders broken");
        assertThat(read(directory, labels("none")).samples()).hasSize(4);
        assertThat(read(directory, labels("folder")).leftOut()).hasSize(3);
    }

    @Test
    void linksAreFollowedButNotInACircle() throws Exception {
        pictures("elsewhere/dogs/1.png", "pets/cats/2.png");
        Path pets = directory.resolve("pets");
        Files.createSymbolicLink(pets.resolve("dogs"), directory.resolve("elsewhere/dogs"));
        Files.createSymbolicLink(pets.resolve("cats/again"), pets);
        Files.createSymbolicLink(pets.resolve("cats/gone.png"), directory.resolve("nowhere"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), pets);

        PictureSource source = read(link);

        assertThat(source.names()).containsExactly("cats", "dogs");
        assertThat(lines(source)).containsExactly("cats/2.png=cats", "dogs/1.png=dogs");
        assertThat(source.leftOut())
                .containsExactlyInAnyOrder(
                        "cats/again: the link leads to a folder that it lies in",
                        "cats/gone.png: the link leads nowhere");
    }

    @Test
    void aFolderOfManySetsIsRefused() throws Exception {
        pictures("celeba/img_align_celeba/1.png", "lfwcrop/faces/Anna_0001.ppm", "pets/cats/1.png", "pets/dogs/2.png");
        TestFiles.write(directory, "celeba/list_attr_celeba.txt", "1\nMale\n1.png 1\n");

        assertThatThrownBy(() -> read(directory))
                .hasMessageContaining("it holds several sets, celeba (celeba), lfwcrop (lfwcrop) beside 1 more");
        assertThat(read(directory.resolve("celeba")).names()).containsExactly("Male");
    }

    @Test
    void namesWhatItDoesNotRead() throws Exception {
        pictures("1.png");
        TestFiles.write(directory, "README.md", "pictures of mine");
        TestFiles.write(directory, "2.tiff", "no");

        PictureSource source = read(directory);

        assertThat(source.notRead()).containsExactly("other files (1 .md)");
        assertThat(source.leftOut())
                .containsExactly("2.tiff: must be PNG, JPEG, PPM, PGM, BMP or GIF, convert it first");
    }

    private static Wishes split(String wish) {
        return new Wishes(Optional.empty(), Optional.empty(), Optional.of(wish), Optional.empty(), false);
    }

    private void pictures(String... names) throws IOException {
        for (String name : List.of(names)) {
            png(directory, name, name.length());
        }
    }
}
