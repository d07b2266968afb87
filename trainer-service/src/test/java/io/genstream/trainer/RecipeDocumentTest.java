package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static String section(Recipe recipe) {
        String rows = recipe.settings().settings().stream()
                .map(s -> "| `" + s.name() + "` | " + s.defaultValue() + " | " + s.allowed() + " | " + s.description()
                        + " |\n")
                .collect(Collectors.joining());
        String data = recipe.defaultDatasetId().map(id -> "`" + id + "`").orElse("any");
        return "### `" + recipe.name() + "`\n\n" + recipe.summary() + ". Data set: " + data + ".\n\n"
                + "| parameter | default | must be | |\n|---|---|---|---|\n" + rows;
    }
}
