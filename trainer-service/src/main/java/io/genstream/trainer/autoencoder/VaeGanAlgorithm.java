package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.GaussianDivergence;
import io.genstream.trainer.loss.ReconstructionLoss;
import io.genstream.trainer.loss.ThreeWayLoss;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.loss.WeightedSum;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A variational autoencoder whose decoder is a GAN's generator (Larsen et al. 2016, "Autoencoding beyond pixels using a
 * learned similarity metric"). The discriminator learns from equal batches of real pictures, reconstructions and decoded
 * noise.
 *
 * <p>Two variants. {@code pixels}: encoder and decoder both follow pixel error, divergence and verdict. {@code features}, the
 * paper's: likeness is that of the discriminator's last hidden layer, the encoder follows likeness and divergence, the
 * decoder likeness and verdict (algorithm 1).
 */
final class VaeGanAlgorithm extends AutoencoderAlgorithm {
    private static final String ALL = "vaegan_all";
    private static final String OF_ENCODER = "vaegan_encoder";
    private static final String OF_DECODER = "vaegan_decoder";

    private final boolean ofFeatures;

    VaeGanAlgorithm(AutoencoderNetworks networks, PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        super(
                AutoencoderDescription.variational(networks, settings),
                Optional.of(Discriminator.Description.of(networks, settings)),
                losses(settings),
                pictures,
                settings,
                source);
        this.ofFeatures = AutoencoderSettings.likenessOfFeatures(settings);
    }

    private static List<ScriptMethod> losses(RecipeSettings settings) {
        double divergence = settings.number(AutoencoderSettings.KLD_WEIGHT);
        double verdict = settings.number(AutoencoderSettings.ADVERSARIAL_WEIGHT);
        List<ScriptMethod> losses = new ArrayList<>(List.of(ThreeWayLoss.discriminator(), ThreeWayLoss.decoder()));
        if (AutoencoderSettings.likenessOfFeatures(settings)) {
            losses.add(WeightedSum.method(OF_ENCODER, 1, divergence));
            losses.add(WeightedSum.method(OF_DECODER, 1, verdict));
            losses.add(ReconstructionLoss.squared());
        } else {
            losses.add(WeightedSum.method(ALL, 1, divergence, verdict));
        }
        return losses;
    }

    @Override
    public void step(Step step) {
        NDArray real = autoencoder().batch(step);
        NDArray noise = autoencoder().noise(StepRandom.Purpose.LATENT, step);
        NDArray prior = autoencoder().noise(StepRandom.Purpose.PRIOR, step);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray posterior = autoencoder().encoder().forward(real);
            NDArray reconstructed =
                    autoencoder().decoder().forward(library().call(VariationalLoss.SAMPLE, posterior, noise));
            NDArray sampled = autoencoder().decoder().forward(prior);

            NDArray discriminatorLoss = library()
                    .call(
                            ThreeWayLoss.DISCRIMINATOR,
                            discriminator().logits(real),
                            discriminator().logits(reconstructed.stopGradient()),
                            discriminator().logits(sampled.stopGradient()));
            gradients.backward(discriminatorLoss);
            discriminator().update(step);

            discriminator().freeze(true);
            NDArray divergence = library().call(GaussianDivergence.NAME, posterior);
            NDArray features = discriminator().features(reconstructed);
            NDArray verdict = library()
                    .call(
                            ThreeWayLoss.DECODER,
                            discriminator().logitsOf(features),
                            discriminator().logitsOf(discriminator().features(sampled)));
            NDArray error = ofFeatures
                    ? library().call(ReconstructionLoss.SQUARED, discriminator().features(real), features)
                    : autoencoder().error(real, reconstructed, library());
            if (ofFeatures) {
                backwardApart(gradients, error, divergence, verdict);
            } else {
                gradients.backward(library().call(ALL, error, divergence, verdict));
            }
            discriminator().freeze(false);

            step.losses().add("discriminator", discriminatorLoss.getFloat());
            step.losses().add("reconstruction", error.getFloat());
            step.losses().add("divergence", divergence.getFloat());
            step.losses().add("verdict", verdict.getFloat());
        }
        learn(autoencoder().encoder(), step);
        learn(autoencoder().decoder(), step);
    }

    /** The verdict does not reach the encoder, the divergence has no way to the decoder. */
    private void backwardApart(GradientCollector gradients, NDArray error, NDArray divergence, NDArray verdict) {
        autoencoder().encoder().requireGradients(false);
        Torch.backwardKeepingGraph(library().call(OF_DECODER, error, verdict));
        autoencoder().encoder().requireGradients(true);
        autoencoder().decoder().requireGradients(false);
        gradients.backward(library().call(OF_ENCODER, error, divergence));
        autoencoder().decoder().requireGradients(true);
    }
}
