package io.genstream.trainer.image;

import io.genstream.trainer.recipe.Recipe;
import java.util.List;

/** The recipes of this package; the wiring offers them. */
public final class ImageRecipes {
    /** The bundled data set. */
    static final String DIGITS = "digits";

    private ImageRecipes() {}

    /** The first one is what the demo starts with. */
    public static List<Recipe> all() {
        return List.of(
                CganRecipes.digits(),
                CvaeRecipes.digits(),
                ClassifierRecipe.digits(),
                CganRecipes.images(),
                CvaeRecipes.images());
    }
}
