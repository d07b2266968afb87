package io.genstream.trainer.run;

import io.genstream.trainer.recipe.Recipe;
import java.util.Map;

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
}
