package io.genstream.trainer.digits;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.loss.NonSaturatingLoss;
import io.genstream.trainer.network.DcganDiscriminator;
import io.genstream.trainer.network.DcganGenerator;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.OneHot;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.NetworkUpdate;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.session.StepRandom;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A class-conditional DCGAN (Mirza and Osindero 2014, "Conditional generative adversarial nets"; Radford et al. 2015):
 * one discriminator and one generator step on every batch.
 */
final class CganAlgorithm implements Algorithm {
    private final DigitPictures pictures;
    private final StepRandom random;
    private final NetworkUpdate update;
    private final int latent;
    private final double generatorRate;
    private final double discriminatorRate;
    private final ScriptLibrary library;
    private final TrainableNetwork generator;
    private final TrainableNetwork discriminator;
    private final GeneratorOutput output;

    CganAlgorithm(DigitPictures pictures, RecipeSettings settings, NetworkSource source, NetworkUpdate update) {
        this.pictures = pictures;
        this.random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.update = update;
        this.latent = settings.count(DigitsCgan.LATENT);
        this.generatorRate = settings.number(DigitsCgan.GENERATOR_RATE);
        this.discriminatorRate = settings.number(DigitsCgan.DISCRIMINATOR_RATE);
        int width = settings.text(CommonSettings.SIZE).equals(CommonSettings.SMOKE) ? 8 : 16;
        Adam adam = Adam.withBeta1(0.5);
        double decay = settings.number(DigitsCgan.AVERAGE_DECAY);
        Network picture = DcganGenerator.describe(latent, width, pictures.classCount());
        NetworkTraining generatorTraining = new NetworkTraining(picture, adam, decay);
        NetworkTraining discriminatorTraining =
                new NetworkTraining(DcganDiscriminator.describe(width, pictures.classCount()), adam, decay);
        List<ScriptMethod> methods = new ArrayList<>(generatorTraining.methods());
        methods.addAll(discriminatorTraining.methods());
        methods.add(picture.evaluationScript());
        methods.add(NonSaturatingLoss.discriminator());
        methods.add(NonSaturatingLoss.generator());
        this.library = ScriptLibrary.load(source.manager(), methods);
        this.generator = source.next(generatorTraining, library);
        this.discriminator = source.next(discriminatorTraining, library);
        this.output = new GeneratorOutput(generator, picture, PixelRange.SIGNED, latent, random, source);
    }

    @Override
    public void step(Step step) {
        NDManager manager = step.manager();
        int count = step.pictures().length;
        int classCount = pictures.classCount();
        NDArray real = manager.create(signed(pictures.pictures(step.pictures())), batchShape(count));
        NDArray realClasses = OneHot.of(pictures.classes(step.pictures()), classCount, manager);
        NDArray latents = manager.create(
                random.normals(StepRandom.Purpose.LATENT, step.number(), count * latent), new Shape(count, latent));
        int[] asked = random.classes(StepRandom.Purpose.LABEL, step.number(), count, classCount);
        NDArray askedClasses = OneHot.of(asked, classCount, manager);

        // one collector for both: the engine does not nest them
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray made = generator.forward(latents, askedClasses);

            NDArray discriminatorLoss = library.call(
                    NonSaturatingLoss.DISCRIMINATOR,
                    discriminator.forward(real, realClasses),
                    discriminator.forward(made.stopGradient(), askedClasses));
            gradients.backward(discriminatorLoss);
            update.apply(discriminator, manager, discriminatorRate);

            discriminator.requireGradients(false);
            NDArray generatorLoss =
                    library.call(NonSaturatingLoss.GENERATOR, discriminator.forward(made, askedClasses));
            gradients.backward(generatorLoss);
            discriminator.requireGradients(true);
            update.apply(generator, manager, generatorRate);

            step.losses().add("discriminator", discriminatorLoss.getFloat());
            step.losses().add("generator", generatorLoss.getFloat());
        }
    }

    @Override
    public List<TrainableNetwork> networks() {
        return List.of(generator, discriminator);
    }

    @Override
    public ExportedModel export() {
        VerifiedOnnx file = output.export();
        Map<String, Double> parity = Map.of(ExportedModel.GENERATOR, file.largestDifference());
        return new ExportedModel(
                ModelKind.GENERATOR,
                Cards.generator(pictures, latent, parity, random),
                Map.of(ExportedModel.GENERATOR, file.file()));
    }

    @Override
    public Optional<PreviewSheet> preview() {
        return Optional.of(output.preview());
    }

    @Override
    public void close() {
        generator.close();
        discriminator.close();
        library.close();
    }

    private static Shape batchShape(int count) {
        return new Shape(count, 1, DigitPictures.SIDE, DigitPictures.SIDE);
    }

    private static float[] signed(float[] unit) {
        float[] values = new float[unit.length];
        for (int i = 0; i < unit.length; i++) {
            values[i] = 2 * unit[i] - 1;
        }
        return values;
    }
}
