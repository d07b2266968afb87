package io.genstream.trainer.image;

import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.TrainingSource;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.SteppedSession;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A recipe as the sum of its parts: settings, how pictures are prepared, and the algorithm that learns from them.
 *
 * @param pictures prepares the data or refuses it
 */
record ImageRecipe(
        String name,
        String summary,
        Optional<String> defaultDatasetId,
        SettingsSchema settings,
        BiFunction<TrainingData, RecipeSettings, TrainingPictures> pictures,
        AlgorithmMaker algorithm)
        implements Recipe {

    /** Builds an algorithm on prepared pictures. */
    @FunctionalInterface
    interface AlgorithmMaker {
        Algorithm make(TrainingPictures pictures, RecipeSettings settings, NetworkSource source);
    }

    @Override
    public TrainingSession start(TrainingSource source, RecipeSettings chosen, Optional<byte[]> state) {
        TrainingPictures prepared = pictures.apply(source.inMemory(), chosen);
        return SteppedSession.start(
                name, chosen, prepared.size(), state, networks -> algorithm.make(prepared, chosen, networks));
    }
}
