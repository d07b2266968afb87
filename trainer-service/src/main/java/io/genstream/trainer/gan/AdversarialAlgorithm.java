package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.generator.GeneratorOutput;
import io.genstream.trainer.generator.Labels;
import io.genstream.trainer.generator.Latent;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Two networks against each other (Goodfellow et al. 2014, "Generative adversarial nets"): the discriminator learns in every
 * step, the generator in every n-th, through a discriminator that stays as it is. What they play for, a subclass says.
 */
abstract class AdversarialAlgorithm implements Algorithm {
    private final PictureSet pictures;
    private final StepRandom random;
    private final Labels labels;
    private final Latent latent;
    private final Optimizers optimizers;
    private final DiscriminatorView view;
    private final ScriptLibrary library;
    private final TrainableNetwork generator;
    private final TrainableNetwork discriminator;
    private final GeneratorOutput output;

    /**
     * Pictures under labels.
     *
     * @param labels a row a picture; rows of nothing where unconditional
     */
    record Batch(NDArray pictures, float[][] labels) {}

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
        this.labels = GanParts.labels(settings, pictures, random);
        this.latent = GanParts.latent(settings);
        this.optimizers = new Optimizers(settings);
        this.view = new DiscriminatorView(settings, pictures.size(), random);
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
        this.generator = source.next(generatorTraining, library);
        this.discriminator = source.next(discriminatorTraining, library);
        this.output = new GeneratorOutput(generator, generator.network(), PixelRange.SIGNED, latent, labels, source);
    }

    /** What the discriminator shall make small; it also notes the losses of its step. */
    abstract NDArray discriminatorLoss(Step step, Batch real, Batch made);

    /** What the generator shall make small, through a discriminator that does not change. */
    abstract NDArray generatorLoss(Batch made);

    /** Of both learning rates, beside their schedule. */
    double rateFactor() {
        return 1;
    }

    @Override
    public void step(Step step) {
        boolean generatorsTurn = optimizers.generatorsTurn(step);
        NDArray real = step.manager()
                .create(
                        pictures.signed(step.pictures(), step.epoch()),
                        new Shape(step.pictures().length, pictures.channels(), pictures.side(), pictures.side()));
        float[][] asked = labels.asked(step);
        UnaryOperator<NDArray> seen = view.of(step, library);
        // one collector for both: the engine does not nest them
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            generator.requireGradients(generatorsTurn);
            NDArray made = made(step, asked);
            gradients.backward(discriminatorLoss(
                    step,
                    new Batch(seen.apply(real), labels.real(step)),
                    new Batch(seen.apply(made.stopGradient()), asked)));
            discriminator.update(step.manager(), optimizers.discriminatorRate(step) * rateFactor());
            if (generatorsTurn) {
                generatorStep(step, new Batch(seen.apply(made), asked), gradients);
            }
        } finally {
            generator.requireGradients(true);
        }
    }

    /** A picture for each row of labels. */
    private NDArray made(Step step, float[][] asked) {
        NDArray latents = latent.draw(random, StepRandom.Purpose.LATENT, step.number(), asked.length, step.manager());
        if (!generator.network().random()) {
            return generator.forward(latents, asked);
        }
        long seed = random.nativeSeed(StepRandom.Purpose.DROPOUT, step.number());
        return generator.forward(latents, asked, step.manager().create(new long[] {seed}));
    }

    private void generatorStep(Step step, Batch made, GradientCollector gradients) {
        discriminator.requireGradients(false);
        NDArray loss = generatorLoss(made);
        gradients.backward(loss);
        discriminator.requireGradients(true);
        generator.update(step.manager(), optimizers.generatorRate(step) * rateFactor());
        step.losses().add("generator", loss.getFloat());
    }

    /** What the discriminator gives in its own step, by which its running statistics go. */
    final NDArray learning(Batch batch) {
        return discriminator.forward(batch.pictures(), batch.labels());
    }

    /** What it gives without any trace in it. */
    final NDArray judging(Batch batch) {
        return discriminator.forwardStateless(batch.pictures(), batch.labels());
    }

    final ScriptLibrary library() {
        return library;
    }

    final StepRandom random() {
        return random;
    }

    @Override
    public final List<TrainableNetwork> networks() {
        return List.of(generator, discriminator);
    }

    @Override
    public final ExportedModel export() {
        return output.export(Map.of());
    }

    @Override
    public final Optional<PreviewSheet> preview() {
        return Optional.of(output.preview());
    }

    @Override
    public final void close() {
        networks().forEach(TrainableNetwork::close);
        library.close();
    }
}
