package io.genstream.trainer.recipe;

import java.util.Optional;

/**
 * What to train and how: networks, losses, optimisers, schedule and the data set it is bound to.
 *
 * <p>A recipe is stateless and safe to share; everything that learns lives in the {@link TrainingSession} it starts.
 */
public interface Recipe {
    String name();

    /** What it learns, in a line for people. */
    String summary();

    /** The data set that it was made for; empty for a recipe that learns from whichever one a run names. */
    Optional<String> defaultDatasetId();

    /** The name that checkpoints carry unless a run names another: data sets must not share a model by accident. */
    default String defaultModel(String datasetId) {
        return modelName(name(), defaultDatasetId(), datasetId);
    }

    /** As {@link #defaultModel}, for who knows no more than what a trainer announced. */
    static String modelName(String recipe, Optional<String> defaultDatasetId, String datasetId) {
        return defaultDatasetId.filter(datasetId::equals).isPresent() ? recipe : recipe + "-" + datasetId;
    }

    /** Every setting it knows, with defaults; {@link SettingsSchema#parse} turns overrides into settings. */
    SettingsSchema settings();

    /**
     * Builds the networks and, where a state is given, puts everything back as it was when that state was saved.
     *
     * @param state what {@link TrainingSession#saveState} gave for the same recipe and settings of the same shape
     * @throws IncompatibleStateException where the state does not fit this recipe and these settings
     * @throws UnsuitableDataException where the recipe cannot learn from such data
     */
    TrainingSession start(TrainingSource source, RecipeSettings settings, Optional<byte[]> state);
}
