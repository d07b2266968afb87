package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.NonSaturatingLoss;
import io.genstream.trainer.loss.WeightedSum;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.Torch;
import java.util.List;
import java.util.Optional;

/**
 * A VAE-GAN that takes three updates on every batch: the autoencoder learns to reconstruct, the discriminator to tell real
 * pictures from what the decoder makes of codes, the decoder to pass through the frozen discriminator.
 *
 * <p>With a divergence of weight 0 the autoencoder is a plain one: nothing ties its codes to the noise that it is asked to
 * decode later, and decoded noise is further from pictures than with a weight above 0, where phase one is variational.
 */
final class ThreePhaseAlgorithm extends AutoencoderAlgorithm {
    private static final String WEIGHTED_VERDICT = "three_phase_verdict";

    ThreePhaseAlgorithm(
            AutoencoderNetworks networks, PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        super(
                settings.number(AutoencoderSettings.KLD_WEIGHT) > 0
                        ? AutoencoderDescription.variational(networks, settings)
                        : AutoencoderDescription.plain(networks, settings),
                Optional.of(Discriminator.Description.of(networks, settings)),
                List.of(
                        NonSaturatingLoss.discriminator(),
                        NonSaturatingLoss.generator(),
                        WeightedSum.method(WEIGHTED_VERDICT, settings.number(AutoencoderSettings.ADVERSARIAL_WEIGHT))),
                pictures,
                settings,
                source);
    }

    @Override
    public void step(Step step) {
        NDArray real = autoencoder().batch(step);
        NDArray prior = autoencoder().noise(StepRandom.Purpose.PRIOR, step);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            reconstruct(gradients, real, step);
            NDArray sampled = autoencoder().decoder().forward(prior);
            discriminatorStep(gradients, real, sampled.stopGradient(), step);
            generatorStep(gradients, sampled, step);
        }
    }

    private void discriminatorStep(GradientCollector gradients, NDArray real, NDArray sampled, Step step) {
        NDArray loss = library()
                .call(
                        NonSaturatingLoss.DISCRIMINATOR,
                        discriminator().logits(real),
                        discriminator().logits(sampled));
        gradients.backward(loss);
        step.losses().add("discriminator", loss.getFloat());
        discriminator().update(step);
    }

    private void generatorStep(GradientCollector gradients, NDArray sampled, Step step) {
        discriminator().freeze(true);
        NDArray loss = library()
                .call(
                        NonSaturatingLoss.GENERATOR,
                        discriminator().logitsOf(discriminator().features(sampled)));
        gradients.backward(library().call(WEIGHTED_VERDICT, loss));
        discriminator().freeze(false);
        step.losses().add("verdict", loss.getFloat());
        learn(autoencoder().decoder(), step);
    }
}
