package io.genstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/recipes.md says of every system and recipe what the code says. */
class RecipeDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "recipes.md");

    /** {@code mvn -pl trainer-service test -Dtest=RecipeDocumentTest -Dgenstream.docs=write} writes it anew. */
    @Test
    void thePageIsCurrent() throws IOException {
        String generated = new RecipeDocument().text();
        if ("write".equals(System.getProperty("genstream.docs"))) {
            String page = Files.readString(PAGE);
            Files.writeString(
                    PAGE,
                    page.substring(0, page.indexOf(RecipeDocument.FIRST))
                            + generated
                            + page.substring(page.indexOf(RecipeDocument.NEXT)));
        }
        assertThat(PAGE)
                .as("write it anew with -Dgenstream.docs=write")
                .content()
                .contains(generated + RecipeDocument.NEXT);
    }
}
