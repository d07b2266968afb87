package io.genstream.trainer.autoencoder;

import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The systems of this package, by the names that recipe files call them by. */
public final class AutoencoderSystems {
    private static final String FEATURES = "features";
    private static final String LIKENESS = "likeness";

    private AutoencoderSystems() {}

    public static Map<String, TrainingSystem> all() {
        Map<String, TrainingSystem> systems = new LinkedHashMap<>();
        systems.put(
                "autoencoder",
                system(
                        AutoencoderSettings.autoencoder(),
                        (pictures, settings, source) ->
                                new ReconstructionAlgorithm(pictures, settings, source, false)));
        systems.put(
                "vae",
                system(
                        AutoencoderSettings.variational(),
                        (pictures, settings, source) -> new ReconstructionAlgorithm(pictures, settings, source, true)));
        List<Setting> vaegan = new ArrayList<>(AutoencoderSettings.adversarial());
        vaegan.add(Setting.choice(
                LIKENESS,
                List.of("pixels", FEATURES),
                "what a reconstruction is held to: the picture, or what the discriminator sees of it"));
        systems.put(
                "vaegan",
                system(
                        vaegan,
                        (pictures, settings, source) -> new VaeGanAlgorithm(
                                pictures,
                                settings,
                                source,
                                settings.text(LIKENESS).equals(FEATURES))));
        systems.put("vaegan-three-phase", system(AutoencoderSettings.adversarial(), ThreePhaseAlgorithm::new));
        return systems;
    }

    private interface Maker {
        Algorithm make(PictureSet pictures, RecipeSettings settings, NetworkSource source);
    }

    private static TrainingSystem system(List<Setting> settings, Maker maker) {
        return new TrainingSystem() {
            @Override
            public List<Setting> settings() {
                return settings;
            }

            @Override
            public Algorithm make(PictureSet pictures, RecipeSettings chosen, NetworkSource source) {
                return maker.make(pictures, chosen, source);
            }
        };
    }
}
