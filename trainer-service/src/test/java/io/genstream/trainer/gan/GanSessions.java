package io.genstream.trainer.gan;

import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.SteppedSession;
import io.genstream.trainer.session.TamperedSource;
import java.util.Map;
import java.util.Optional;

/** Systems without a recipe around them. */
final class GanSessions {
    private GanSessions() {}

    static TrainingSession start(
            String name, PictureSet pictures, Map<String, String> set, Optional<byte[]> state, NetworkUpdate update) {
        TrainingSystem system = GanSystems.all().get(name);
        RecipeSettings settings = SettingsSchema.of(name, CommonSettings.list(1_000, 4, 1), system.settings())
                .parse(set);
        return SteppedSession.start(name, settings, pictures, state, source -> TamperedSource.system(system, update)
                .make(pictures, settings, source));
    }
}
