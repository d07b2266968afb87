package io.genstream.trainer.run;

import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Recipes;
import java.util.Map;
import java.util.Optional;

/**
 * What a run follows, as its command gave it.
 *
 * @param name of the recipe
 * @param datasetId what it learns from
 * @param model name that its checkpoints carry
 * @param parameters overrides of the recipe's settings by name
 */
public record RecipeSpec(String name, String datasetId, String model, Map<String, String> parameters) {
    public RecipeSpec {
        parameters = Map.copyOf(parameters);
    }

    RecipeSpec withParameters(Map<String, String> newParameters) {
        return new RecipeSpec(name, datasetId, model, newParameters);
    }

    /** With the recipe's own data set and model name where the command left them out. */
    RecipeSpec completed(Recipe recipe) {
        String data = datasetId.isBlank() ? recipe.defaultDatasetId().orElse("") : datasetId;
        return new RecipeSpec(name, data, model.isBlank() ? recipe.defaultModel(data) : model, parameters);
    }

    /** Why no run can follow this, for whoever ordered it. */
    Optional<String> refusal(Optional<Recipe> recipe, Recipes offered) {
        if (recipe.isEmpty()) {
            return Optional.of(
                    "unknown recipe '" + name + "'; this trainer offers " + String.join(", ", offered.names()));
        }
        if (datasetId.isBlank()) {
            return Optional.of("recipe " + name + " learns from any data set: name one, GET /v1/datasets lists them");
        }
        if (model.contains("/")) {
            return Optional.of("model name '" + model + "' contains a slash, which separates model and version");
        }
        try {
            recipe.get().settings().parse(parameters);
            return Optional.empty();
        } catch (InvalidSettingException e) {
            return Optional.of(e.getMessage());
        }
    }
}
