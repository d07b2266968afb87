package io.genstream.trainer.autoencoder;

import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The systems of this package, by the names that recipe files call them by. */
public final class AutoencoderSystems {
    private AutoencoderSystems() {}

    public static Map<String, TrainingSystem> all() {
        Map<String, TrainingSystem> systems = new LinkedHashMap<>();
        systems.put(
                "autoencoder",
                TrainingSystem.of(
                        AutoencoderSettings.autoencoder(),
                        onNetworks((networks, pictures, settings, source) -> new ReconstructionAlgorithm(
                                AutoencoderDescription.plain(networks, settings), pictures, settings, source))));
        systems.put(
                "vae",
                TrainingSystem.of(
                        AutoencoderSettings.variational(),
                        onNetworks((networks, pictures, settings, source) -> new ReconstructionAlgorithm(
                                AutoencoderDescription.variational(networks, settings), pictures, settings, source))));
        systems.put(
                "cvae",
                TrainingSystem.of(
                        AutoencoderSettings.conditional(),
                        (pictures, settings, source) -> new ReconstructionAlgorithm(
                                AutoencoderDescription.conditional(pictures, settings, source),
                                pictures,
                                settings,
                                source)));
        systems.put("vaegan", TrainingSystem.of(AutoencoderSettings.vaegan(), onNetworks(VaeGanAlgorithm::new)));
        systems.put(
                "vaegan-three-phase",
                TrainingSystem.of(AutoencoderSettings.adversarial(), onNetworks(ThreePhaseAlgorithm::new)));
        return systems;
    }

    private interface OnNetworks {
        Algorithm make(
                AutoencoderNetworks networks, PictureSet pictures, RecipeSettings settings, NetworkSource source);
    }

    private static TrainingSystem.Maker onNetworks(OnNetworks maker) {
        return (pictures, settings, source) ->
                maker.make(AutoencoderNetworks.of(pictures, settings, source), pictures, settings, source);
    }
}
