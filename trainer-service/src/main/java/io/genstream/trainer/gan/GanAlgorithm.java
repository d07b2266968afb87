package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.loss.AdversarialLoss;
import io.genstream.trainer.loss.GradientPenalty;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.Precision;
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
import java.util.function.UnaryOperator;

/**
 * Two networks against each other (Goodfellow et al. 2014, "Generative adversarial nets"): the discriminator learns in every
 * step, the generator in every n-th, through a discriminator that stays as it is. Which losses, norms and bounds they play
 * under, the settings say: see {@link GanSystems}.
 */
final class GanAlgorithm implements Algorithm {
    private final PictureSet pictures;
    private final StepRandom random;
    private final NetworkUpdate update;
    private final Optimizers optimizers;
    private final DiscriminatorView view;
    private final AdversarialLoss loss;
    private final boolean penalised;
    private final ScriptLibrary library;
    private final GeneratorPart generator;
    private final TrainableNetwork discriminator;

    GanAlgorithm(PictureSet pictures, RecipeSettings settings, NetworkSource source, NetworkUpdate update) {
        this.pictures = pictures;
        this.random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.update = update;
        this.optimizers = new Optimizers(settings);
        this.view = new DiscriminatorView(settings, random);
        this.loss = GanParts.loss(settings);
        double penalty = settings.number(GanSettings.GRADIENT_PENALTY);
        this.penalised = penalty > 0;
        Precision precision = TrainingPrecision.of(settings, source);
        Network picture = GanParts.generator(settings, pictures, precision);
        NetworkTraining generatorTraining =
                new NetworkTraining(picture, optimizers.optimizer(), settings.number(GanSettings.AVERAGE_DECAY));
        NetworkTraining discriminatorTraining =
                GanParts.discriminator(settings, pictures, optimizers.optimizer(), precision);
        List<ScriptMethod> methods = new ArrayList<>(generatorTraining.methods());
        methods.addAll(discriminatorTraining.methods());
        methods.add(discriminatorTraining.network().statelessScript());
        methods.add(picture.evaluationScript());
        methods.addAll(loss.methods());
        methods.addAll(GradientPenalty.methods(penalty));
        methods.addAll(DiscriminatorView.methods());
        this.library = ScriptLibrary.load(source.manager(), methods);
        TrainableNetwork trained = source.next(generatorTraining, library);
        Latent latent = GanParts.latent(settings);
        this.generator = new GeneratorPart(trained, latent, pictures, random, source);
        this.discriminator = source.next(discriminatorTraining, library);
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
            learnToTell(step, seen.apply(real), seen.apply(made.stopGradient()), gradients);
            if (generatorsTurn) {
                learnToMake(step, seen.apply(made), gradients);
            }
        } finally {
            generator.network().requireGradients(true);
        }
    }

    private void learnToTell(Step step, NDArray real, NDArray made, GradientCollector gradients) {
        // the running statistics are those of real pictures
        NDArray gap = library.call(
                loss.discriminator().name(), discriminator.forward(real), discriminator.forwardStateless(made));
        NDArray total = gap;
        if (penalised) {
            NDArray penalty = penalty(step, real, made);
            step.losses().add("penalty", penalty.getFloat());
            total = gap.add(penalty);
        }
        gradients.backward(total);
        update.apply(discriminator, step.manager(), optimizers.discriminatorRate(step));
        step.losses().add("discriminator", gap.getFloat());
    }

    private NDArray penalty(Step step, NDArray real, NDArray made) {
        NDManager manager = step.manager();
        int count = step.pictures().length;
        float[] shares = new float[count];
        var draws = random.of(StepRandom.Purpose.PENALTY, step.number());
        for (int i = 0; i < count; i++) {
            shares[i] = draws.nextFloat();
        }
        NDArray mixed =
                library.call(GradientPenalty.MIX, real, made, manager.create(shares, new Shape(count, 1, 1, 1)));
        mixed.setRequiresGradient(true);
        return library.call(GradientPenalty.PENALTY, discriminator.forwardStateless(mixed), mixed);
    }

    private void learnToMake(Step step, NDArray made, GradientCollector gradients) {
        discriminator.requireGradients(false);
        NDArray fooling = library.call(loss.generator().name(), discriminator.forwardStateless(made));
        gradients.backward(fooling);
        discriminator.requireGradients(true);
        update.apply(generator.network(), step.manager(), optimizers.generatorRate(step));
        step.losses().add("generator", fooling.getFloat());
    }

    @Override
    public List<TrainableNetwork> networks() {
        return List.of(generator.network(), discriminator);
    }

    @Override
    public ExportedModel export() {
        return generator.export();
    }

    @Override
    public Optional<PreviewSheet> preview() {
        return Optional.of(generator.preview());
    }

    @Override
    public void close() {
        generator.network().close();
        discriminator.close();
        library.close();
    }
}
