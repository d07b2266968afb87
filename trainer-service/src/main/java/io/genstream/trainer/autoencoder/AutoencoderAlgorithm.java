package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.GaussianDivergence;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.loss.WeightedSum;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the systems with an encoder and a decoder share: both networks, how they learn, what they give away. */
abstract class AutoencoderAlgorithm implements Algorithm {
    private static final String TOTAL = "reconstruction_total";

    private final double learningRate;
    private final Schedule schedule;
    private final boolean variational;
    private final ScriptLibrary library;
    private final Autoencoder autoencoder;
    private final Optional<Discriminator> discriminator;

    /**
     * @param discriminators where one learns beside them
     * @param losses what else the steps call
     */
    AutoencoderAlgorithm(
            AutoencoderDescription description,
            Optional<Discriminator.Description> discriminators,
            List<ScriptMethod> losses,
            PictureSet pictures,
            RecipeSettings settings,
            NetworkSource source) {
        this.learningRate = settings.number(AutoencoderSettings.LEARNING_RATE);
        this.schedule = Schedule.of(settings.text(AutoencoderSettings.SCHEDULE));
        this.variational = description.divergence().isPresent();
        NetworkTraining encoderTraining = AutoencoderSettings.training(description.encoder(), settings);
        NetworkTraining decoderTraining = AutoencoderSettings.training(description.decoder(), settings);
        List<ScriptMethod> methods = new ArrayList<>(description.methods());
        methods.addAll(encoderTraining.methods());
        methods.addAll(decoderTraining.methods());
        discriminators.ifPresent(its -> methods.addAll(its.methods()));
        losses.stream()
                .filter(loss ->
                        methods.stream().noneMatch(method -> method.name().equals(loss.name())))
                .forEach(methods::add);
        methods.add(WeightedSum.method(TOTAL, 1, description.divergenceWeight()));
        this.library = ScriptLibrary.load(source.manager(), methods);
        TrainableNetwork encoder = source.next(encoderTraining, library);
        TrainableNetwork decoder = source.next(decoderTraining, library);
        StepRandom random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.autoencoder = new Autoencoder(description, pictures, random, encoder, decoder, source);
        this.discriminator = discriminators.map(its -> its.create(settings, source, library));
    }

    /** Encoder and decoder learn to give back what went in, and where variational to keep codes near the noise. */
    final void reconstruct(GradientCollector gradients, NDArray real, Step step) {
        float[][] labels = autoencoder.labels(step);
        NDArray code = autoencoder.encoder().forward(real, labels);
        NDArray latents = variational
                ? library.call(VariationalLoss.SAMPLE, code, autoencoder.noise(StepRandom.Purpose.LATENT, step))
                : code;
        NDArray error = autoencoder.error(real, autoencoder.decoder().forward(latents, labels), library);
        NDArray loss = error;
        if (variational) {
            NDArray divergence = library.call(GaussianDivergence.NAME, code);
            loss = library.call(TOTAL, error, divergence);
            step.losses().add("total", loss.getFloat());
            step.losses().add("divergence", divergence.getFloat());
        }
        gradients.backward(loss);
        step.losses().add("reconstruction", error.getFloat());
        learn(autoencoder.encoder(), step);
        learn(autoencoder.decoder(), step);
    }

    final void learn(TrainableNetwork network, Step step) {
        network.update(step.manager(), learningRate * schedule.factor(step.progress()));
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
