package io.genstream.trainer.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeReaderTest {
    private static final String GOOD =
            """
            name: faces-fake
            summary: Faces from nothing
            system: fake
            dataset: faces
            settings:
              batch: 16
              weight: 0.10
            scales:
              smoke: {side: 32, batch: 8}
              small: {weight: 0.5}
              paper: {batch: 128}
            """;

    private final RecipeReader reader = new RecipeReader(Map.of("fake", new FakeSystem()));

    @Test
    void runsWinOverTheScaleTheScaleOverTheRecipeAndTheRecipeOverItsSystem() {
        Recipe recipe = reader.read("faces.yaml", GOOD);

        RecipeSettings usual = recipe.settings().defaults();
        RecipeSettings smoke = recipe.settings().parse(Map.of("scale", "smoke"));
        RecipeSettings paper = recipe.settings().parse(Map.of("scale", "paper", "batch", "7"));

        assertThat(recipe.defaultDatasetId()).contains("faces");
        assertThat(List.of(usual.text("scale"), usual.text("batch"), usual.text("weight"), usual.text("side")))
                .containsExactly("small", "16", "0.5", "64");
        assertThat(List.of(smoke.text("batch"), smoke.text("weight"), smoke.text("side")))
                .containsExactly("8", "0.10", "32");
        assertThat(List.of(paper.text("batch"), paper.text("weight"), paper.text("depth")))
                .containsExactly("7", "0.10", "3");
    }

    @Test
    void whatIsShownAsTheDefaultIsWhatARunGets() {
        Recipe recipe = reader.read("faces.yaml", GOOD);

        recipe.settings().settings().forEach(setting -> assertThat(
                        recipe.settings().defaults().text(setting.name()))
                .isEqualTo(setting.defaultValue()));
    }

    @Test
    void aRunCannotNameAScaleThatTheRecipeLacks() {
        Recipe recipe = reader.read("faces.yaml", GOOD.replace("  paper: {batch: 128}\n", ""));

        assertThatThrownBy(() -> recipe.settings().parse(Map.of("scale", "paper")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("setting scale is 'paper', must be one of smoke, small");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch: 16|batch: many|faces.yaml, line 6: 'settings.batch' is 'many', must be a whole number from 1 to 1024",
                "batch: 16|batch: [16]|faces.yaml, line 6: 'settings.batch' must be a single value",
                "batch: 16|betch: 16|faces.yaml, line 6: 'settings.betch' is unknown; known are images, batch, seed, threads,",
                "batch: 128|batch: 0|faces.yaml, line 11: 'scales.paper.batch' is '0', must be a whole number from 1 to 1024",
                "side: 32|side: 33|faces.yaml, line 9: 'scales.smoke.side' is '33', must be one of 64, 32, 48, 96, 128",
                "paper:|huge:|faces.yaml, line 11: 'scales.huge' is unknown; known are smoke, small, paper",
                "system: fake|system: fke|faces.yaml, line 3: 'system' is 'fke', must be one of fake, or a class on the class path",
                "system: fake|system: java.lang.String|faces.yaml, line 3: 'system' is 'java.lang.String', must be a public class",
                "dataset: faces|data: faces|faces.yaml, line 4: 'data' is unknown; known are name, summary, system, dataset,",
                "summary: Faces from nothing|name: other|faces.yaml, line 2: 'name' stands there twice",
                "name: faces-fake|name: Faces Fake|faces.yaml, line 1: 'name' is 'Faces Fake', must be small letters, digits,",
                "summary: Faces from nothing|#|faces.yaml: 'summary' is missing",
                "batch: 16|batch: {16|faces.yaml: this is no YAML: "
            })
    void aBadFileIsRefusedInOneClearMessage(String good, String bad, String message) {
        assertThatThrownBy(() -> reader.read("faces.yaml", GOOD.replace(good, bad)))
                .isInstanceOf(RecipeFileException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anEmptyFileOrAListIsRefused() {
        assertThatThrownBy(() -> reader.read("faces.yaml", "")).hasMessage("faces.yaml: the file is empty");
        assertThatThrownBy(() -> reader.read("faces.yaml", "- name"))
                .hasMessage("faces.yaml, line 1: the file must be a mapping of keys to values");
    }

    @Test
    void twoRecipesOfOneNameAreRefusedByNameAndFile(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), GOOD);
        Files.writeString(directory.resolve("b.yaml"), GOOD);
        RecipeFiles files = new RecipeFiles(reader);

        assertThatThrownBy(() -> files.withDirectory(directory))
                .isInstanceOf(RecipeFileException.class)
                .hasMessage(directory.resolve("b.yaml") + ": 'name' is 'faces-fake', which "
                        + directory.resolve("a.yaml") + " has already; choose another");
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed(@TempDir Path directory) {
        Path missing = directory.resolve("none");

        assertThatThrownBy(() -> new RecipeFiles(reader).withDirectory(missing))
                .isInstanceOf(RecipeFileException.class)
                .hasMessageStartingWith("recipes.dir " + missing + " cannot be read");
    }

    private static final class FakeSystem implements TrainingSystem {
        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.of("depth", SettingType.COUNT, "3", "layers"),
                    Setting.of("weight", SettingType.WEIGHT, "1", "of it all"));
        }

        @Override
        public Algorithm make(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
            throw new UnsupportedOperationException("nothing is trained here");
        }
    }
}
