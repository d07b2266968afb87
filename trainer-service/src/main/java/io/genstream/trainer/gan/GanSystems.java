package io.genstream.trainer.gan;

import io.genstream.trainer.recipe.yaml.TrainingSystem;
import java.util.LinkedHashMap;
import java.util.Map;

/** The adversarial systems that recipes are made of, with their settings at the numbers of their papers. Stateless. */
public final class GanSystems {
    private GanSystems() {}

    /** By the names that recipe files call them by. */
    public static Map<String, TrainingSystem> all() {
        Map<String, TrainingSystem> systems = new LinkedHashMap<>();
        systems.put("dcgan", dcgan());
        systems.put("cgan", cgan());
        systems.put("wgan", wgan());
        systems.put("wgan-gp", wganGp());
        systems.put("began", began());
        return systems;
    }

    /** Radford et al. 2015, "Unsupervised representation learning with deep convolutional GANs". */
    private static TrainingSystem dcgan() {
        return TrainingSystem.of(GanSettings.ofGan(Map.of()), GanAlgorithm::new);
    }

    /**
     * Mirza and Osindero 2014, "Conditional generative adversarial nets", on a DCGAN: labels enter the generator's
     * normalisations (de Vries et al. 2017) and the discriminator's score (Miyato and Koyama 2018).
     */
    private static TrainingSystem cgan() {
        Map<String, String> defaults = Map.of(
                GanSettings.DISCRIMINATOR_FEATURES, "128",
                GanSettings.EPSILON, "1e-7");
        return TrainingSystem.of(GanSettings.ofConditionalGan(defaults), GanAlgorithm::new);
    }

    /** Arjovsky et al. 2017, "Wasserstein GAN", algorithm 1. */
    private static TrainingSystem wgan() {
        Map<String, String> defaults = Map.of(
                GanSettings.LOSS, GanSettings.WASSERSTEIN,
                GanSettings.WEIGHT_CLIP, "0.01",
                GanSettings.OPTIMIZER, "rmsprop",
                GanSettings.BETA2, "0.99",
                GanSettings.GENERATOR_RATE, "0.00005",
                GanSettings.DISCRIMINATOR_RATE, "0.00005",
                GanSettings.DISCRIMINATOR_STEPS, "5");
        return TrainingSystem.of(GanSettings.ofGan(defaults), GanAlgorithm::new);
    }

    /** Gulrajani et al. 2017, "Improved training of Wasserstein GANs", algorithm 1. */
    private static TrainingSystem wganGp() {
        Map<String, String> defaults = Map.of(
                GanSettings.LOSS, GanSettings.WASSERSTEIN,
                GanSettings.GRADIENT_PENALTY, "10",
                GanSettings.DISCRIMINATOR_NORM, "instance",
                GanSettings.BETA1, "0",
                GanSettings.BETA2, "0.9",
                GanSettings.GENERATOR_RATE, "0.0001",
                GanSettings.DISCRIMINATOR_RATE, "0.0001",
                GanSettings.DISCRIMINATOR_STEPS, "5");
        return TrainingSystem.of(GanSettings.ofGan(defaults), GanAlgorithm::new);
    }

    /** Berthelot et al. 2017; how long a stall is, the paper does not say. */
    private static TrainingSystem began() {
        Map<String, String> defaults = Map.of(
                GanSettings.LATENT, "64",
                GanSettings.LATENT_DISTRIBUTION, "uniform",
                GanSettings.DISCRIMINATOR_NORM, "none",
                GanSettings.GENERATOR_RATE, "0.0001",
                GanSettings.DISCRIMINATOR_RATE, "0.0001");
        return TrainingSystem.of(GanSettings.ofBegan(defaults), BeganAlgorithm::new);
    }
}
