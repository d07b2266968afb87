package io.genstream.trainer.recipe;

import java.util.Optional;

/**
 * What to train and how: networks, losses, optimisers, schedule and the data set it is bound to.
 *
 * <p>A recipe is stateless and safe to share; everything that learns lives in the {@link TrainingSession} it starts.
 */
public interface Recipe {
    /** Also the default name of the model that its checkpoints carry. */
    String name();

    /** The data set whose updates start this recipe unless a run command names another one. */
    String defaultDatasetId();

    /** Every setting it knows, with defaults; {@link SettingsSchema#parse} turns overrides into settings. */
    SettingsSchema settings();

    /**
     * Builds the networks and, where a state is given, puts everything back as it was when that state was saved.
     *
     * @param state what {@link TrainingSession#saveState} gave for the same recipe and settings of the same shape
     * @throws IncompatibleStateException where the state does not fit this recipe and these settings
     * @throws UnsuitableDataException where the recipe cannot learn from such data
     */
    TrainingSession start(TrainingData data, RecipeSettings settings, Optional<byte[]> state);
}
