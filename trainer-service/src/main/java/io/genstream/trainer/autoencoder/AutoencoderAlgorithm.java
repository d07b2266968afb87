package io.genstream.trainer.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.loss.GaussianDivergence;
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
 * A convolutional autoencoder, or a variational one (Kingma and Welling 2014, "Auto-encoding variational Bayes") whose
 * divergence has a weight: low ones reconstruct better, high ones make noise decode to pictures.
 */
final class AutoencoderAlgorithm implements Algorithm {
    private static final String TOTAL = "autoencoder_total";

    private final boolean variational;
    private final NetworkUpdate update;
    private final double learningRate;
    private final ScriptLibrary library;
    private final Coders coders;

    AutoencoderAlgorithm(
            PictureSet pictures,
            RecipeSettings settings,
            NetworkSource source,
            NetworkUpdate update,
            boolean variational) {
        this.variational = variational;
        this.update = update;
        this.learningRate = settings.number(AutoencoderSettings.LEARNING_RATE);
        CoderDescription description =
                CoderDescription.of(pictures, settings, variational, TrainingPrecision.of(settings, source));
        List<ScriptMethod> methods = new ArrayList<>(description.methods());
        if (variational) {
            methods.add(WeightedSum.method(TOTAL, 1, settings.number(AutoencoderSettings.KLD_WEIGHT)));
        }
        this.library = ScriptLibrary.load(source.manager(), methods);
        TrainableNetwork encoder = source.next(description.encoderTraining(), library);
        TrainableNetwork decoder = source.next(description.decoderTraining(), library);
        StepRandom random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.coders = new Coders(description, pictures, random, encoder, decoder, source);
    }

    @Override
    public void step(Step step) {
        NDArray real = coders.batch(step);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
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
        }
        update.apply(coders.encoder(), step.manager(), learningRate);
        update.apply(coders.decoder(), step.manager(), learningRate);
    }

    @Override
    public List<TrainableNetwork> networks() {
        return List.of(coders.encoder(), coders.decoder());
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
