package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.GaussianDivergence;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.loss.WeightedSum;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.session.TrainingPrecision;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the systems with an encoder and a decoder share: both networks, how they learn, what they give away. */
abstract class AutoencoderAlgorithm implements Algorithm {
    private static final String TOTAL = "reconstruction_total";

    private final boolean variational;
    private final double learningRate;
    private final ScriptLibrary library;
    private final Autoencoder autoencoder;
    private final Optional<Discriminator> discriminator;

    /**
     * @param adversarial whether a discriminator learns beside them
     * @param losses what else the steps call
     */
    AutoencoderAlgorithm(
            boolean variational,
            boolean adversarial,
            List<ScriptMethod> losses,
            PictureSet pictures,
            RecipeSettings settings,
            NetworkSource source) {
        this.variational = variational;
        this.learningRate = settings.number(AutoencoderSettings.LEARNING_RATE);
        AutoencoderDescription description =
                AutoencoderDescription.of(pictures, settings, variational, TrainingPrecision.of(settings, source));
        Optional<Discriminator.Description> discriminators = adversarial
                ? Optional.of(Discriminator.Description.of(description.networks(), settings))
                : Optional.empty();
        List<ScriptMethod> methods = new ArrayList<>(description.methods());
        discriminators.ifPresent(its -> methods.addAll(its.methods()));
        losses.stream()
                .filter(loss ->
                        methods.stream().noneMatch(method -> method.name().equals(loss.name())))
                .forEach(methods::add);
        if (variational) {
            methods.add(WeightedSum.method(TOTAL, 1, settings.number(AutoencoderSettings.KLD_WEIGHT)));
        }
        this.library = ScriptLibrary.load(source.manager(), methods);
        TrainableNetwork encoder = source.next(description.encoderTraining(), library);
        TrainableNetwork decoder = source.next(description.decoderTraining(), library);
        StepRandom random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.autoencoder = new Autoencoder(description, pictures, random, encoder, decoder, source);
        this.discriminator = discriminators.map(its -> its.create(settings, source, library));
    }

    /** Encoder and decoder learn to give back what went in, and where variational to keep codes near the noise. */
    final void reconstruct(GradientCollector gradients, NDArray real, Step step) {
        NDArray code = autoencoder.encoder().forward(real);
        NDArray latents = variational
                ? library.call(VariationalLoss.SAMPLE, code, autoencoder.noise(StepRandom.Purpose.LATENT, step))
                : code;
        NDArray error = autoencoder.error(real, autoencoder.decoder().forward(latents), library);
        NDArray loss = error;
        if (variational) {
            NDArray divergence = library.call(GaussianDivergence.NAME, code);
            loss = library.call(TOTAL, error, divergence);
            step.losses().add("divergence", divergence.getFloat());
        }
        gradients.backward(loss);
        step.losses().add("reconstruction", error.getFloat());
        learn(autoencoder.encoder(), step);
        learn(autoencoder.decoder(), step);
    }

    final void learn(TrainableNetwork network, Step step) {
        network.update(step.manager(), learningRate);
    }

    final ScriptLibrary library() {
        return library;
    }

    final Autoencoder autoencoder() {
        return autoencoder;
    }

    final Discriminator discriminator() {
        return discriminator.orElseThrow();
    }

    @Override
    public final List<TrainableNetwork> networks() {
        List<TrainableNetwork> networks = new ArrayList<>(List.of(autoencoder.encoder(), autoencoder.decoder()));
        discriminator.ifPresent(its -> networks.addAll(its.networks()));
        return networks;
    }

    @Override
    public final ExportedModel export() {
        return autoencoder.export();
    }

    @Override
    public final Optional<PreviewSheet> preview() {
        return Optional.of(autoencoder.preview());
    }

    @Override
    public final void close() {
        networks().forEach(TrainableNetwork::close);
        library.close();
    }
}
