package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.yaml.RecipeReader;
import io.genstream.trainer.recipe.yaml.YamlRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/recipes.md says of every recipe what the code says. */
class RecipeDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "recipes.md");

    static Stream<Recipe> recipes() {
        return RecipeCatalogue.all().all().stream();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void thePageIsCurrent(Recipe recipe) throws IOException {
        assertThat(Files.readString(PAGE))
                .as("put this section into docs/recipes.md")
                .contains(section(recipe));
    }

    @ParameterizedTest
    @MethodSource("systems")
    void thePageExplainsEverySystem(String name) throws IOException {
        assertThat(Files.readString(PAGE))
                .as("put this section into docs/recipes.md")
                .contains(systemSection(name));
    }

    static Set<String> systems() {
        return RecipeCatalogue.systems().keySet();
    }

    static String systemSection(String name) {
        return "### System `" + name + "`\n\n"
                + table(RecipeReader.settingsOf(RecipeCatalogue.systems().get(name)));
    }

    static String section(Recipe recipe) {
        String data = recipe.defaultDatasetId().map(id -> "`" + id + "`").orElse("any");
        String head = "### `" + recipe.name() + "`\n\n" + recipe.summary() + ". Data set: " + data + ".";
        return recipe instanceof YamlRecipe file
                ? head + " System: `" + file.systemName() + "`.\n\n" + scales(file)
                : head + "\n\n" + table(recipe.settings().settings());
    }

    private static String table(List<Setting> settings) {
        return settings.stream()
                .map(s -> "| `" + s.name() + "` | " + s.defaultValue() + " | " + s.allowed() + " | " + s.description()
                        + " |\n")
                .collect(Collectors.joining("", "| parameter | default | must be | |\n|---|---|---|---|\n", ""));
    }

    /** What the file sets, scale by scale; the rest is the system's default. */
    private static String scales(YamlRecipe file) {
        List<String> scales = file.settings().settings().get(0).choices();
        return RecipeReader.settingsOf(file.system()).stream()
                .filter(s ->
                        scales.stream().anyMatch(scale -> !value(file, scale, s).equals(s.defaultValue())))
                .map(s -> scales.stream()
                        .map(scale -> value(file, scale, s))
                        .collect(Collectors.joining(" | ", "| `" + s.name() + "` | ", " |\n")))
                .collect(Collectors.joining(
                        "",
                        "| | " + String.join(" | ", scales) + " |\n|---" + "|---".repeat(scales.size()) + "|\n",
                        ""));
    }

    private static String value(YamlRecipe file, String scale, Setting setting) {
        return file.settings().scales().get(scale).get(setting.name());
    }
}
