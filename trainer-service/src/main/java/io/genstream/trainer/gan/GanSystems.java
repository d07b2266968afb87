package io.genstream.trainer.gan;

import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import java.util.List;
import java.util.Map;

/** The unconditional adversarial systems that recipes are made of. Stateless. */
public final class GanSystems {
    private GanSystems() {}

    /** One way to train, with its settings at the numbers of its paper. */
    public record GanSystem(String name, List<Setting> settings, Maker maker) implements TrainingSystem {
        @Override
        public Algorithm make(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
            return maker.make(pictures, settings, source);
        }
    }

    /** Builds the algorithm on pictures of one of the sides 32, 48, 64, 96, 128. */
    @FunctionalInterface
    interface Maker {
        Algorithm make(PictureSet pictures, RecipeSettings settings, NetworkSource source);
    }

    public static List<GanSystem> all() {
        return List.of(dcgan(), wgan(), wganGp(), began());
    }

    /** Radford et al. 2015, "Unsupervised representation learning with deep convolutional GANs". */
    static GanSystem dcgan() {
        return new GanSystem("dcgan", GanSettings.ofGan(Map.of()), GanAlgorithm::new);
    }

    /** Arjovsky et al. 2017, "Wasserstein GAN", algorithm 1. */
    static GanSystem wgan() {
        Map<String, String> defaults = Map.of(
                GanSettings.LOSS, GanSettings.WASSERSTEIN,
                GanSettings.WEIGHT_CLIP, "0.01",
                GanSettings.OPTIMIZER, "rmsprop",
                GanSettings.BETA2, "0.99",
                GanSettings.GENERATOR_RATE, "0.00005",
                GanSettings.DISCRIMINATOR_RATE, "0.00005",
                GanSettings.DISCRIMINATOR_STEPS, "5");
        return new GanSystem("wgan", GanSettings.ofGan(defaults), GanAlgorithm::new);
    }

    /** Gulrajani et al. 2017, "Improved training of Wasserstein GANs", algorithm 1. */
    static GanSystem wganGp() {
        Map<String, String> defaults = Map.of(
                GanSettings.LOSS, GanSettings.WASSERSTEIN,
                GanSettings.GRADIENT_PENALTY, "10",
                GanSettings.DISCRIMINATOR_NORM, "instance",
                GanSettings.BETA1, "0",
                GanSettings.BETA2, "0.9",
                GanSettings.GENERATOR_RATE, "0.0001",
                GanSettings.DISCRIMINATOR_RATE, "0.0001",
                GanSettings.DISCRIMINATOR_STEPS, "5");
        return new GanSystem("wgan-gp", GanSettings.ofGan(defaults), GanAlgorithm::new);
    }

    /** Berthelot et al. 2017; how long a stall is, the paper does not say. */
    static GanSystem began() {
        Map<String, String> defaults = Map.of(
                GanSettings.LATENT_DISTRIBUTION, "uniform",
                GanSettings.DISCRIMINATOR_NORM, "none",
                GanSettings.GENERATOR_RATE, "0.0001",
                GanSettings.DISCRIMINATOR_RATE, "0.0001");
        return new GanSystem("began", GanSettings.ofBegan(defaults), BeganAlgorithm::new);
    }
}
