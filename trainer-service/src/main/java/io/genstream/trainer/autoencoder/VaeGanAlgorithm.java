package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.GaussianDivergence;
import io.genstream.trainer.loss.ReconstructionLoss;
import io.genstream.trainer.loss.ThreeWayLoss;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.loss.WeightedSum;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.NetworkUpdate;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.session.StepRandom;
import io.genstream.trainer.session.TrainingPrecision;
import io.genstream.trainer.torchscript.ScriptLibrary;
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
final class VaeGanAlgorithm implements Algorithm {
    private static final String ALL = "vaegan_all";
    private static final String OF_ENCODER = "vaegan_encoder";
    private static final String OF_DECODER = "vaegan_decoder";

    private final boolean ofFeatures;
    private final NetworkUpdate update;
    private final double learningRate;
    private final ScriptLibrary library;
    private final Coders coders;
    private final Discriminator discriminator;

    VaeGanAlgorithm(
            PictureSet pictures,
            RecipeSettings settings,
            NetworkSource source,
            NetworkUpdate update,
            boolean ofFeatures) {
        this.ofFeatures = ofFeatures;
        this.update = update;
        this.learningRate = settings.number(AutoencoderSettings.LEARNING_RATE);
        CoderDescription description =
                CoderDescription.of(pictures, settings, true, TrainingPrecision.of(settings, source));
        Discriminator.Description judge = Discriminator.Description.of(description.networks(), settings);
        double divergence = settings.number(AutoencoderSettings.KLD_WEIGHT);
        double verdict = settings.number(AutoencoderSettings.ADVERSARIAL_WEIGHT);
        List<ScriptMethod> methods = new ArrayList<>(description.methods());
        methods.addAll(judge.methods());
        methods.add(ThreeWayLoss.discriminator());
        methods.add(ThreeWayLoss.decoder());
        if (ofFeatures) {
            methods.add(WeightedSum.method(OF_ENCODER, 1, divergence));
            methods.add(WeightedSum.method(OF_DECODER, 1, verdict));
            if (!description.error().pixels().name().equals(ReconstructionLoss.SQUARED)) {
                methods.add(ReconstructionLoss.squared());
            }
        } else {
            methods.add(WeightedSum.method(ALL, 1, divergence, verdict));
        }
        this.library = ScriptLibrary.load(source.manager(), methods);
        TrainableNetwork encoder = source.next(description.encoderTraining(), library);
        TrainableNetwork decoder = source.next(description.decoderTraining(), library);
        StepRandom random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.coders = new Coders(description, pictures, random, encoder, decoder, source);
        this.discriminator = judge.create(settings, source, library);
    }

    @Override
    public void step(Step step) {
        NDArray real = coders.batch(step);
        NDArray noise = coders.noise(StepRandom.Purpose.LATENT, step);
        NDArray prior = coders.noise(StepRandom.Purpose.PRIOR, step);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray posterior = coders.encoder().forward(real);
            NDArray reconstructed = coders.decoder().forward(library.call(VariationalLoss.SAMPLE, posterior, noise));
            NDArray sampled = coders.decoder().forward(prior);

            NDArray discriminatorLoss = library.call(
                    ThreeWayLoss.DISCRIMINATOR,
                    discriminator.judge(real),
                    discriminator.judge(reconstructed.stopGradient()),
                    discriminator.judge(sampled.stopGradient()));
            gradients.backward(discriminatorLoss);
            discriminator.update(update, step);

            discriminator.freeze(true);
            NDArray divergence = library.call(GaussianDivergence.NAME, posterior);
            NDArray look = discriminator.look(reconstructed);
            NDArray verdict = library.call(
                    ThreeWayLoss.DECODER,
                    discriminator.judgeLook(look),
                    discriminator.judgeLook(discriminator.look(sampled)));
            NDArray error = ofFeatures
                    ? library.call(ReconstructionLoss.SQUARED, discriminator.look(real), look)
                    : coders.error(real, reconstructed, library);
            if (ofFeatures) {
                backwardApart(gradients, error, divergence, verdict);
            } else {
                gradients.backward(library.call(ALL, error, divergence, verdict));
            }
            discriminator.freeze(false);

            step.losses().add("discriminator", discriminatorLoss.getFloat());
            step.losses().add("reconstruction", error.getFloat());
            step.losses().add("divergence", divergence.getFloat());
            step.losses().add("verdict", verdict.getFloat());
        }
        update.apply(coders.encoder(), step.manager(), learningRate);
        update.apply(coders.decoder(), step.manager(), learningRate);
    }

    /** The verdict does not reach the encoder, the divergence has no way to the decoder. */
    private void backwardApart(GradientCollector gradients, NDArray error, NDArray divergence, NDArray verdict) {
        coders.encoder().requireGradients(false);
        Torch.backwardKeepingGraph(library.call(OF_DECODER, error, verdict));
        coders.encoder().requireGradients(true);
        coders.decoder().requireGradients(false);
        gradients.backward(library.call(OF_ENCODER, error, divergence));
        coders.decoder().requireGradients(true);
    }

    @Override
    public List<TrainableNetwork> networks() {
        List<TrainableNetwork> networks = new ArrayList<>(List.of(coders.encoder(), coders.decoder()));
        networks.addAll(discriminator.networks());
        return networks;
    }

    @Override
    public ExportedModel export() {
        return coders.export();
    }

    @Override
    public Optional<PreviewSheet> preview() {
        return Optional.of(coders.preview());
    }

    @Override
    public void close() {
        networks().forEach(TrainableNetwork::close);
        library.close();
    }
}
