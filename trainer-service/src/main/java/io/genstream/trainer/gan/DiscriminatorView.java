package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.loss.DiscriminatorAugmentation;
import io.genstream.trainer.loss.InputNoise;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** What a discriminator sees of pictures, real and made alike: augmented, then under noise, where the settings say so. */
final class DiscriminatorView {
    private final StepRandom random;
    private final double noise;
    private final double noiseEnd;
    private final boolean augments;

    /** @param pictures how many there are to learn from */
    DiscriminatorView(RecipeSettings settings, int pictures, StepRandom random) {
        this.random = random;
        this.noise = settings.number(GanSettings.INPUT_NOISE);
        this.noiseEnd = settings.number(GanSettings.INPUT_NOISE_END);
        String augment = settings.text(GanSettings.AUGMENT);
        this.augments =
                augment.equals(GanSettings.AUTO) ? pictures < GanSettings.FEW_PICTURES : augment.equals(GanSettings.ON);
    }

    static List<ScriptMethod> methods() {
        return List.of(DiscriminatorAugmentation.method(), InputNoise.method());
    }

    /** Every call of the result draws afresh. */
    UnaryOperator<NDArray> of(Step step, ScriptLibrary library) {
        UnaryOperator<NDArray> augmented = augmentation(step, library);
        double deviation = deviation(step.progress());
        if (deviation == 0) {
            return augmented;
        }
        NDManager manager = step.manager();
        RandomGenerator seeds = random.of(StepRandom.Purpose.INPUT_NOISE, step.number());
        return pictures -> library.call(
                InputNoise.NAME,
                augmented.apply(pictures),
                manager.create((float) deviation),
                manager.create(new long[] {seeds.nextLong() >>> 1}));
    }

    private UnaryOperator<NDArray> augmentation(Step step, ScriptLibrary library) {
        if (!augments) {
            return pictures -> pictures;
        }
        NDManager manager = step.manager();
        RandomGenerator changes = random.of(StepRandom.Purpose.DISCRIMINATOR, step.number());
        return pictures -> {
            int count = (int) pictures.getShape().get(0);
            int side = (int) pictures.getShape().get(2);
            return library.call(
                    DiscriminatorAugmentation.NAME,
                    pictures,
                    manager.create(DiscriminatorAugmentation.maps(changes, count, side), new Shape(count, 2, 3)),
                    manager.create(DiscriminatorAugmentation.brightness(changes, count), new Shape(count, 1, 1, 1)));
        };
    }

    /** Falls in a straight line. */
    private double deviation(double progress) {
        return noiseEnd == 0 ? noise : noise * Math.max(0, 1 - progress / noiseEnd);
    }
}
