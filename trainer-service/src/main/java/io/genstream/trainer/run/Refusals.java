package io.genstream.trainer.run;

import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Recipes;
import java.util.Optional;

/** Why a run cannot be queued, for whoever ordered it. Stateless. */
final class Refusals {
    private Refusals() {}

    static Optional<String> of(Optional<Recipe> recipe, RecipeSpec spec, Recipes offered) {
        if (recipe.isEmpty()) {
            return Optional.of(
                    "unknown recipe '" + spec.name() + "'; this trainer offers " + String.join(", ", offered.names()));
        }
        if (spec.datasetId().isBlank()) {
            return Optional.of(
                    "recipe " + spec.name() + " learns from any data set: name one, GET /v1/datasets lists them");
        }
        if (spec.model().contains("/")) {
            return Optional.of("model name '" + spec.model() + "' contains a slash, which separates model and version");
        }
        try {
            recipe.get().settings().parse(spec.parameters());
            return Optional.empty();
        } catch (InvalidSettingException e) {
            return Optional.of(e.getMessage());
        }
    }
}
