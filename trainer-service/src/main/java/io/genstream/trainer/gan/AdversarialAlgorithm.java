package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.Precision;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.optimizer.Optimizer;
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
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Two networks against each other (Goodfellow et al. 2014, "Generative adversarial nets"): the discriminator learns in every
 * step, the generator in every n-th, through a discriminator that stays as it is. What they play for, a subclass says.
 */
abstract class AdversarialAlgorithm implements Algorithm {
    private final PictureSet pictures;
    private final StepRandom random;
    private final Optimizers optimizers;
    private final DiscriminatorView view;
    private final ScriptLibrary library;
    private final GeneratorPart generator;
    private final TrainableNetwork discriminator;

    /** @param losses what the subclass calls */
    AdversarialAlgorithm(
            Network generatorNetwork,
            Network discriminatorNetwork,
            Optimizer discriminatorOptimizer,
            List<ScriptMethod> losses,
            PictureSet pictures,
            RecipeSettings settings,
            NetworkSource source) {
        this.pictures = pictures;
        this.random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.optimizers = new Optimizers(settings);
        this.view = new DiscriminatorView(settings, random);
        Precision precision = TrainingPrecision.of(settings, source);
        NetworkTraining generatorTraining = new NetworkTraining(
                generatorNetwork.in(precision), optimizers.optimizer(), settings.number(GanSettings.AVERAGE_DECAY));
        // nobody looks at a discriminator but the generator: no average is kept of it
        NetworkTraining discriminatorTraining =
                new NetworkTraining(discriminatorNetwork.in(precision), discriminatorOptimizer, 0);
        List<ScriptMethod> methods = new ArrayList<>(generatorTraining.methods());
        methods.addAll(discriminatorTraining.methods());
        methods.add(discriminatorTraining.network().statelessScript());
        methods.add(generatorTraining.network().evaluationScript());
        methods.addAll(losses);
        methods.addAll(DiscriminatorView.methods());
        this.library = ScriptLibrary.load(source.manager(), methods);
        TrainableNetwork trained = source.next(generatorTraining, library);
        this.generator = new GeneratorPart(trained, GanParts.latent(settings), pictures, random, source);
        this.discriminator = source.next(discriminatorTraining, library);
    }

    /** What the discriminator shall make small; it also notes the losses of its step. */
    abstract NDArray discriminatorLoss(Step step, NDArray real, NDArray made);

    /** What the generator shall make small, through a discriminator that does not change. */
    abstract NDArray generatorLoss(NDArray made);

    /** Of both learning rates, beside their schedule. */
    double rateFactor() {
        return 1;
    }

    @Override
    public void step(Step step) {
        boolean generatorsTurn = optimizers.generatorsTurn(step);
        NDArray real = GanParts.real(pictures, step);
        UnaryOperator<NDArray> seen = view.of(step, library);
        // one collector for both: the engine does not nest them
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            generator.network().requireGradients(generatorsTurn);
            NDArray made = generator.make(step);
            gradients.backward(discriminatorLoss(step, seen.apply(real), seen.apply(made.stopGradient())));
            discriminator.update(step.manager(), optimizers.discriminatorRate(step) * rateFactor());
            if (generatorsTurn) {
                generatorStep(step, seen.apply(made), gradients);
            }
        } finally {
            generator.network().requireGradients(true);
        }
    }

    private void generatorStep(Step step, NDArray made, GradientCollector gradients) {
        discriminator.requireGradients(false);
        NDArray loss = generatorLoss(made);
        gradients.backward(loss);
        discriminator.requireGradients(true);
        generator.network().update(step.manager(), optimizers.generatorRate(step) * rateFactor());
        step.losses().add("generator", loss.getFloat());
    }

    final ScriptLibrary library() {
        return library;
    }

    final TrainableNetwork discriminator() {
        return discriminator;
    }

    final StepRandom random() {
        return random;
    }

    @Override
    public final List<TrainableNetwork> networks() {
        return List.of(generator.network(), discriminator);
    }

    @Override
    public final ExportedModel export() {
        return generator.export();
    }

    @Override
    public final Optional<PreviewSheet> preview() {
        return Optional.of(generator.preview());
    }

    @Override
    public final void close() {
        networks().forEach(TrainableNetwork::close);
        library.close();
    }
}
