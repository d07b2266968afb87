package io.genstream.trainer.recipe.yaml;

import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.TrainingSource;
import io.genstream.trainer.session.SteppedSession;
import java.util.Optional;

/**
 * A recipe as its file describes it. Immutable.
 *
 * @param systemName as the file gives it
 */
public record YamlRecipe(
        String name,
        String summary,
        Optional<String> defaultDatasetId,
        SettingsSchema settings,
        String systemName,
        TrainingSystem system)
        implements Recipe {

    @Override
    public TrainingSession start(TrainingSource source, RecipeSettings chosen, Optional<byte[]> state) {
        PictureSet pictures = RecipeFileSettings.pictures(source, chosen);
        return SteppedSession.start(name, chosen, pictures, state, networks -> system.make(pictures, chosen, networks));
    }
}
