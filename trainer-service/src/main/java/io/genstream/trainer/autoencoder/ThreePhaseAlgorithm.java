package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.GaussianDivergence;
import io.genstream.trainer.loss.NonSaturatingLoss;
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
 * A VAE-GAN that takes three updates on every batch: the autoencoder learns to reconstruct, the discriminator to tell real
 * pictures from what the decoder makes of codes, the decoder to pass through the frozen discriminator.
 *
 * <p>With a divergence of weight 0 the autoencoder is a plain one: nothing ties its codes to the noise that it is asked to
 * decode later, and decoded noise fails to be a picture. With a weight above 0 phase one is variational, and it works.
 */
final class ThreePhaseAlgorithm implements Algorithm {
    private static final String TOTAL = "three_phase_total";
    private static final String WEIGHTED_VERDICT = "three_phase_verdict";

    private final boolean variational;
    private final NetworkUpdate update;
    private final double learningRate;
    private final ScriptLibrary library;
    private final Coders coders;
    private final Discriminator discriminator;

    ThreePhaseAlgorithm(PictureSet pictures, RecipeSettings settings, NetworkSource source, NetworkUpdate update) {
        double weight = settings.number(AutoencoderSettings.KLD_WEIGHT);
        this.variational = weight > 0;
        this.update = update;
        this.learningRate = settings.number(AutoencoderSettings.LEARNING_RATE);
        CoderDescription description =
                CoderDescription.of(pictures, settings, variational, TrainingPrecision.of(settings, source));
        Discriminator.Description judge = Discriminator.Description.of(description.networks(), settings);
        List<ScriptMethod> methods = new ArrayList<>(description.methods());
        methods.addAll(judge.methods());
        methods.add(NonSaturatingLoss.discriminator());
        methods.add(NonSaturatingLoss.generator());
        methods.add(WeightedSum.method(TOTAL, 1, weight));
        methods.add(WeightedSum.method(WEIGHTED_VERDICT, settings.number(AutoencoderSettings.ADVERSARIAL_WEIGHT)));
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
        NDArray prior = coders.noise(StepRandom.Purpose.PRIOR, step);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            reconstruct(gradients, real, step);
            NDArray sampled = coders.decoder().forward(prior);
            discriminate(gradients, real, sampled.stopGradient(), step);
            persuade(gradients, sampled, step);
        }
    }

    private void reconstruct(GradientCollector gradients, NDArray real, Step step) {
        NDArray code = coders.encoder().forward(real);
        NDArray latents = variational
                ? library.call(VariationalLoss.SAMPLE, code, coders.noise(StepRandom.Purpose.LATENT, step))
                : code;
        NDArray error = coders.error(real, coders.decoder().forward(latents), library);
        NDArray loss = error;
        if (variational) {
            NDArray divergence = library.call(GaussianDivergence.NAME, code);
            loss = library.call(TOTAL, error, divergence);
            step.losses().add("divergence", divergence.getFloat());
        }
        gradients.backward(loss);
        step.losses().add("reconstruction", error.getFloat());
        update.apply(coders.encoder(), step.manager(), learningRate);
        update.apply(coders.decoder(), step.manager(), learningRate);
    }

    private void discriminate(GradientCollector gradients, NDArray real, NDArray sampled, Step step) {
        NDArray loss =
                library.call(NonSaturatingLoss.DISCRIMINATOR, discriminator.judge(real), discriminator.judge(sampled));
        gradients.backward(loss);
        step.losses().add("discriminator", loss.getFloat());
        discriminator.update(update, step);
    }

    private void persuade(GradientCollector gradients, NDArray sampled, Step step) {
        discriminator.freeze(true);
        NDArray loss = library.call(NonSaturatingLoss.GENERATOR, discriminator.judgeLook(discriminator.look(sampled)));
        gradients.backward(library.call(WEIGHTED_VERDICT, loss));
        discriminator.freeze(false);
        step.losses().add("verdict", loss.getFloat());
        update.apply(coders.decoder(), step.manager(), learningRate);
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
