package io.genstream.trainer.recipe.yaml;

import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import java.util.List;

/**
 * What a recipe file names as its {@code system}: an algorithm and the settings that it reads beside those that every recipe
 * has. Stateless.
 *
 * <p>A file names a registered system by its short name, or any other class on the class path by its full name; such a class is
 * public with a public constructor that takes nothing.
 */
public interface TrainingSystem {
    List<Setting> settings();

    /** The picture's side, batch and the like are in the settings, too. Called on the session's thread. */
    Algorithm make(PictureSet pictures, RecipeSettings settings, NetworkSource source);

    static TrainingSystem of(List<Setting> settings, Maker maker) {
        return new Parts(settings, maker);
    }

    /** What {@link #make} does. */
    @FunctionalInterface
    interface Maker {
        Algorithm make(PictureSet pictures, RecipeSettings settings, NetworkSource source);
    }

    /** A system of these parts. */
    record Parts(List<Setting> settings, Maker maker) implements TrainingSystem {
        @Override
        public Algorithm make(PictureSet pictures, RecipeSettings chosen, NetworkSource source) {
            return maker.make(pictures, chosen, source);
        }
    }
}
