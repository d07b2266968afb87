package io.genstream.trainer.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.export.VerifiedOnnx;
import io.genstream.trainer.generator.GeneratorOutput;
import io.genstream.trainer.generator.GeneratorOutput.MadePictures;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.loss.DiscriminatorAugmentation;
import io.genstream.trainer.loss.NonSaturatingLoss;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.network.DcganDiscriminator;
import io.genstream.trainer.network.DcganGenerator;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A class-conditional DCGAN (Mirza and Osindero 2014, "Conditional generative adversarial nets"; Radford et al. 2015):
 * one discriminator and one generator step on every batch.
 */
final class CganAlgorithm implements Algorithm {
    private final TrainingPictures pictures;
    private final StepRandom random;
    private final int latent;
    private final double generatorRate;
    private final double discriminatorRate;
    private final boolean augments;
    private final ScriptLibrary library;
    private final TrainableNetwork generator;
    private final TrainableNetwork discriminator;
    private final GeneratorOutput output;

    CganAlgorithm(TrainingPictures pictures, RecipeSettings settings, NetworkSource source) {
        this.pictures = pictures;
        this.random = new StepRandom(settings.whole(CommonSettings.SEED));
        this.latent = settings.count(CganRecipes.LATENT);
        this.generatorRate = settings.number(CganRecipes.GENERATOR_RATE);
        this.discriminatorRate = settings.number(CganRecipes.DISCRIMINATOR_RATE);
        this.augments = ImageSettings.augments(settings, pictures.size());
        int width = ImageSettings.width(settings);
        int channels = pictures.channels();
        Condition condition = pictures.condition();
        Adam adam = Adam.withBeta1(0.5);
        double decay = settings.number(CganRecipes.AVERAGE_DECAY);
        Network picture = DcganGenerator.describe(latent, width, channels, condition);
        NetworkTraining generatorTraining = new NetworkTraining(picture, adam, decay);
        NetworkTraining discriminatorTraining =
                new NetworkTraining(DcganDiscriminator.describe(width, channels, condition), adam, decay);
        List<ScriptMethod> methods = new ArrayList<>(generatorTraining.methods());
        methods.addAll(discriminatorTraining.methods());
        methods.add(picture.evaluationScript());
        methods.add(NonSaturatingLoss.discriminator());
        methods.add(NonSaturatingLoss.generator());
        methods.add(DiscriminatorAugmentation.method());
        this.library = ScriptLibrary.load(source.manager(), methods);
        this.generator = source.next(generatorTraining, library);
        this.discriminator = source.next(discriminatorTraining, library);
        this.output = new GeneratorOutput(
                generator,
                picture,
                new MadePictures(channels, TrainingPictures.SIDE, PixelRange.SIGNED),
                Latent.normal(latent),
                Labels.columns(pictures),
                random,
                source);
    }

    @Override
    public void step(Step step) {
        NDManager manager = step.manager();
        int count = step.pictures().length;
        NDArray real = manager.create(
                signed(pictures.pictures(step.pictures(), random, step.number())),
                new Shape(count, pictures.channels(), TrainingPictures.SIDE, TrainingPictures.SIDE));
        float[][] labels = pictures.labels(step.pictures());
        NDArray latents = manager.create(
                random.normals(StepRandom.Purpose.LATENT, step.number(), count * latent), new Shape(count, latent));
        float[][] asked = pictures.asked(random, step.number(), count);
        UnaryOperator<NDArray> seen = discriminatorsView(step);

        // one collector for both: the engine does not nest them
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray made = generator.forward(latents, asked);

            NDArray discriminatorLoss = library.call(
                    NonSaturatingLoss.DISCRIMINATOR,
                    discriminator.forward(seen.apply(real), labels),
                    discriminator.forward(seen.apply(made.stopGradient()), asked));
            gradients.backward(discriminatorLoss);
            discriminator.update(manager, discriminatorRate);

            discriminator.requireGradients(false);
            NDArray generatorLoss =
                    library.call(NonSaturatingLoss.GENERATOR, discriminator.forward(seen.apply(made), asked));
            gradients.backward(generatorLoss);
            discriminator.requireGradients(true);
            generator.update(manager, generatorRate);

            step.losses().add("discriminator", discriminatorLoss.getFloat());
            step.losses().add("generator", generatorLoss.getFloat());
        }
    }

    /** Every call draws afresh. */
    private UnaryOperator<NDArray> discriminatorsView(Step step) {
        if (!augments) {
            return pictures -> pictures;
        }
        NDManager manager = step.manager();
        int count = step.pictures().length;
        RandomGenerator changes = random.of(StepRandom.Purpose.DISCRIMINATOR, step.number());
        return seen -> library.call(
                DiscriminatorAugmentation.NAME,
                seen,
                manager.create(
                        DiscriminatorAugmentation.maps(changes, count, TrainingPictures.SIDE), new Shape(count, 2, 3)),
                manager.create(DiscriminatorAugmentation.brightness(changes, count), new Shape(count, 1, 1, 1)));
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

    private static float[] signed(float[] unit) {
        float[] values = new float[unit.length];
        for (int i = 0; i < unit.length; i++) {
            values[i] = 2 * unit[i] - 1;
        }
        return values;
    }
}
