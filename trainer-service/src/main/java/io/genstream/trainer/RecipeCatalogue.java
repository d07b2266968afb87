package io.genstream.trainer;

import io.genstream.trainer.image.ImageRecipes;
import io.genstream.trainer.recipe.Recipes;

/**
 * Every recipe that this trainer offers, with its summary and settings: for the service's wiring, and for tools that list
 * or explain recipes without a cluster. Starts no engine.
 */
public final class RecipeCatalogue {
    private RecipeCatalogue() {}

    public static Recipes all() {
        return new Recipes(ImageRecipes.all());
    }
}
