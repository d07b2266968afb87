package io.genstream.trainer.digits;

import io.genstream.trainer.recipe.Recipe;
import java.util.List;

/** The recipes for the bundled digits; the wiring offers them. */
public final class DigitsRecipes {
    static final String DATASET = "digits";

    private DigitsRecipes() {}

    /** The first one is what the demo starts with. */
    public static List<Recipe> all() {
        return List.of(new DigitsCgan(), new DigitsCvae(), new DigitsClassifierRecipe());
    }
}
