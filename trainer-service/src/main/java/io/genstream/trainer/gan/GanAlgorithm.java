package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.loss.AdversarialLoss;
import io.genstream.trainer.loss.GradientPenalty;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.Step;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;

/** A discriminator that tells or a critic that scores, under the loss, norm and bound of the settings: see {@link GanSystems}. */
final class GanAlgorithm extends AdversarialAlgorithm {
    private final AdversarialLoss loss;
    private final boolean penalised;

    GanAlgorithm(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        super(
                GanParts.generator(settings, pictures),
                GanParts.discriminator(settings, pictures),
                GanParts.discriminatorOptimizer(settings),
                losses(settings),
                pictures,
                settings,
                source);
        this.loss = GanParts.loss(settings);
        this.penalised = settings.number(GanSettings.GRADIENT_PENALTY) > 0;
    }

    private static List<ScriptMethod> losses(RecipeSettings settings) {
        List<ScriptMethod> methods = new ArrayList<>(GanParts.loss(settings).methods());
        methods.addAll(GradientPenalty.methods(settings.number(GanSettings.GRADIENT_PENALTY)));
        return methods;
    }

    @Override
    NDArray discriminatorLoss(Step step, Batch real, Batch made) {
        // the running statistics are those of real pictures
        NDArray gap = library().call(loss.discriminator().name(), learning(real), judging(made));
        step.losses().add("discriminator", gap.getFloat());
        if (!penalised) {
            return gap;
        }
        NDArray penalty = penalty(step, real, made);
        step.losses().add("penalty", penalty.getFloat());
        return gap.add(penalty);
    }

    /** Between the real pictures and the made ones, under the labels of these. */
    private NDArray penalty(Step step, Batch real, Batch made) {
        NDManager manager = step.manager();
        int count = step.pictures().length;
        float[] shares = new float[count];
        var draws = random().of(StepRandom.Purpose.PENALTY, step.number());
        for (int i = 0; i < count; i++) {
            shares[i] = draws.nextFloat();
        }
        NDArray mixed = library()
                .call(
                        GradientPenalty.MIX,
                        real.pictures(),
                        made.pictures(),
                        manager.create(shares, new Shape(count, 1, 1, 1)));
        mixed.setRequiresGradient(true);
        return library().call(GradientPenalty.PENALTY, judging(new Batch(mixed, made.labels())), mixed);
    }

    @Override
    NDArray generatorLoss(Batch made) {
        return library().call(loss.generator().name(), judging(made));
    }
}
