package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.loss.EquilibriumLoss;
import io.genstream.trainer.network.BeganNetworks;
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
import java.util.stream.DoubleStream;

/**
 * Berthelot et al. 2017, "BEGAN: boundary equilibrium generative adversarial networks": the discriminator rebuilds pictures,
 * and k weighs what it may forget of made ones so that neither network runs away. Both learning rates halve when the
 * paper's measure of convergence stalls.
 */
final class BeganAlgorithm implements Algorithm {
    private final PictureSet pictures;
    private final NetworkUpdate update;
    private final Optimizers optimizers;
    private final DiscriminatorView view;
    private final double gamma;
    private final double gain;
    private final ScriptLibrary library;
    private final GeneratorPart generator;
    private final TrainableNetwork discriminator;
    private double k;
    private final Plateau plateau;

    BeganAlgorithm(PictureSet pictures, RecipeSettings settings, NetworkSource source, NetworkUpdate update) {
        this.pictures = pictures;
        this.update = update;
        this.optimizers = new Optimizers(settings);
        this.gamma = settings.number(GanSettings.EQUILIBRIUM);
        this.gain = settings.number(GanSettings.EQUILIBRIUM_GAIN);
        StepRandom random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.view = new DiscriminatorView(settings, random);
        Latent latent = GanParts.latent(settings);
        int width = settings.count(GanSettings.WIDTH);
        Precision precision = TrainingPrecision.of(settings, source);
        Network picture = BeganNetworks.generator(latent.size(), width, pictures.side(), pictures.channels())
                .in(precision);
        Network rebuilt = BeganNetworks.autoencoder(
                        latent.size(), width, pictures.side(), pictures.channels(), GanParts.norm(settings))
                .in(precision);
        NetworkTraining generatorTraining =
                new NetworkTraining(picture, optimizers.optimizer(), settings.number(GanSettings.AVERAGE_DECAY));
        NetworkTraining discriminatorTraining = new NetworkTraining(rebuilt, optimizers.optimizer(), 0);
        List<ScriptMethod> methods = new ArrayList<>(generatorTraining.methods());
        methods.addAll(discriminatorTraining.methods());
        methods.add(rebuilt.statelessScript());
        methods.add(picture.evaluationScript());
        methods.addAll(EquilibriumLoss.methods());
        methods.addAll(DiscriminatorView.methods());
        this.library = ScriptLibrary.load(source.manager(), methods);
        TrainableNetwork trained = source.next(generatorTraining, library);
        this.generator = new GeneratorPart(trained, latent, pictures, random, source);
        this.discriminator = source.next(discriminatorTraining, library);
        this.k = source.nextNumber(0);
        this.plateau = new Plateau(
                settings.number(GanSettings.PATIENCE), settings.number(GanSettings.SHRINK), source::nextNumber);
    }

    @Override
    public void step(Step step) {
        boolean generatorsTurn = optimizers.generatorsTurn(step);
        NDArray real = GanParts.real(pictures, step);
        UnaryOperator<NDArray> seen = view.of(step, library);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            generator.network().requireGradients(generatorsTurn);
            NDArray made = generator.make(step);
            NDList errors = learnToRebuild(step, seen.apply(real), seen.apply(made.stopGradient()), gradients);
            double ofReal = errors.get(1).getFloat();
            double ofMade = errors.get(2).getFloat();
            if (generatorsTurn) {
                ofMade = learnToMake(step, seen.apply(made), gradients);
            }
            k = EquilibriumLoss.control(k, gain, gamma, ofReal, ofMade);
            step.losses().add("discriminator", errors.get(0).getFloat());
            step.losses().add("k", k);
            double convergence = EquilibriumLoss.convergence(gamma, ofReal, ofMade);
            plateau.observe(convergence, step.pictures().length);
            step.losses().add("convergence", convergence);
            step.losses().add("rateFactor", plateau.factor());
        } finally {
            generator.network().requireGradients(true);
        }
    }

    private NDList learnToRebuild(Step step, NDArray real, NDArray made, GradientCollector gradients) {
        NDList errors = library.callAll(
                EquilibriumLoss.DISCRIMINATOR,
                real,
                discriminator.forward(real),
                made,
                discriminator.forwardStateless(made),
                step.manager().create((float) k));
        gradients.backward(errors.get(0));
        update.apply(discriminator, step.manager(), optimizers.discriminatorRate(step) * plateau.factor());
        return errors;
    }

    private double learnToMake(Step step, NDArray made, GradientCollector gradients) {
        discriminator.requireGradients(false);
        NDArray error = library.call(EquilibriumLoss.GENERATOR, made, discriminator.forwardStateless(made));
        gradients.backward(error);
        discriminator.requireGradients(true);
        update.apply(generator.network(), step.manager(), optimizers.generatorRate(step) * plateau.factor());
        step.losses().add("generator", error.getFloat());
        return error.getFloat();
    }

    @Override
    public List<TrainableNetwork> networks() {
        return List.of(generator.network(), discriminator);
    }

    @Override
    public double[] numbers() {
        return DoubleStream.concat(DoubleStream.of(k), DoubleStream.of(plateau.numbers()))
                .toArray();
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
