package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.genstream.trainer.loss.EquilibriumLoss;
import io.genstream.trainer.network.BeganNetworks;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import java.util.stream.DoubleStream;

/**
 * Berthelot et al. 2017, "BEGAN: boundary equilibrium generative adversarial networks": the discriminator rebuilds pictures,
 * and k weighs what it may forget of made ones so that neither network runs away. Both learning rates halve when the
 * paper's measure of convergence stalls.
 */
final class BeganAlgorithm extends AdversarialAlgorithm {
    private final double gamma;
    private final double gain;
    private final Plateau plateau;
    private double k;
    /** Errors of this step's pictures; those that are made, after the discriminator has learnt where it is the generator's turn. */
    private double ofReal;

    private double ofMade;

    BeganAlgorithm(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        super(
                BeganNetworks.generator(
                        settings.count(GanSettings.LATENT),
                        settings.count(GanSettings.WIDTH),
                        pictures.side(),
                        pictures.channels()),
                BeganNetworks.autoencoder(
                        settings.count(GanSettings.LATENT),
                        settings.count(GanSettings.WIDTH),
                        pictures.side(),
                        pictures.channels(),
                        GanParts.norm(settings)),
                new Optimizers(settings).optimizer(),
                EquilibriumLoss.methods(),
                pictures,
                settings,
                source);
        this.gamma = settings.number(GanSettings.EQUILIBRIUM);
        this.gain = settings.number(GanSettings.EQUILIBRIUM_GAIN);
        this.k = source.nextNumber(0);
        this.plateau = new Plateau(
                settings.number(GanSettings.PATIENCE), settings.number(GanSettings.SHRINK), source::nextNumber);
    }

    @Override
    public void step(Step step) {
        super.step(step);
        k = EquilibriumLoss.control(k, gain, gamma, ofReal, ofMade);
        double convergence = EquilibriumLoss.convergence(gamma, ofReal, ofMade);
        plateau.observe(convergence, step.pictures().length);
        step.losses().add("k", k);
        step.losses().add("convergence", convergence);
        step.losses().add("rateFactor", plateau.factor());
    }

    @Override
    double rateFactor() {
        return plateau.factor();
    }

    @Override
    NDArray discriminatorLoss(Step step, Batch real, Batch made) {
        NDList errors = library()
                .callAll(
                        EquilibriumLoss.DISCRIMINATOR,
                        real.pictures(),
                        learning(real),
                        made.pictures(),
                        judging(made),
                        step.manager().create((float) k));
        step.losses().add("discriminator", errors.get(0).getFloat());
        ofReal = errors.get(1).getFloat();
        ofMade = errors.get(2).getFloat();
        return errors.get(0);
    }

    @Override
    NDArray generatorLoss(Batch made) {
        NDArray error = library().call(EquilibriumLoss.GENERATOR, made.pictures(), judging(made));
        ofMade = error.getFloat();
        return error;
    }

    @Override
    public double[] numbers() {
        return DoubleStream.concat(DoubleStream.of(k), DoubleStream.of(plateau.numbers()))
                .toArray();
    }
}
