package io.genstream.trainer.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.loss.AdversarialLoss;
import io.genstream.trainer.network.CriticNorm;
import io.genstream.trainer.network.GeneratorShape;
import io.genstream.trainer.network.Initialiser;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.UnconditionalDiscriminator;
import io.genstream.trainer.network.UnconditionalGenerator;
import io.genstream.trainer.optimizer.Optimizer;
import io.genstream.trainer.optimizer.WeightClipping;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.Step;
import java.util.Locale;

/** From settings to parts. Stateless. */
final class GanParts {
    private GanParts() {}

    static Latent latent(RecipeSettings settings) {
        return Latent.of(settings.count(GanSettings.LATENT), settings.text(GanSettings.LATENT_DISTRIBUTION));
    }

    static CriticNorm norm(RecipeSettings settings) {
        return CriticNorm.valueOf(settings.text(GanSettings.DISCRIMINATOR_NORM).toUpperCase(Locale.ROOT));
    }

    static AdversarialLoss loss(RecipeSettings settings) {
        return settings.text(GanSettings.LOSS).equals(GanSettings.WASSERSTEIN)
                ? AdversarialLoss.wasserstein()
                : AdversarialLoss.nonSaturating(settings.number(GanSettings.LABEL_SMOOTHING));
    }

    static Network generator(RecipeSettings settings, PictureSet pictures) {
        return UnconditionalGenerator.describe(new GeneratorShape(
                settings.count(GanSettings.LATENT),
                settings.count(GanSettings.WIDTH),
                pictures.side(),
                pictures.channels(),
                settings.text(GanSettings.UPSAMPLING).equals(GanSettings.NEAREST),
                settings.number(GanSettings.DROPOUT),
                initialiser(settings)));
    }

    static Network discriminator(RecipeSettings settings, PictureSet pictures) {
        return UnconditionalDiscriminator.describe(
                settings.count(GanSettings.WIDTH),
                pictures.side(),
                pictures.channels(),
                norm(settings),
                initialiser(settings));
    }

    /** With the bound that a critic's weights may have. */
    static Optimizer discriminatorOptimizer(RecipeSettings settings) {
        Optimizer optimizer = new Optimizers(settings).optimizer();
        double clip = settings.number(GanSettings.WEIGHT_CLIP);
        return clip > 0 ? new WeightClipping(optimizer, clip) : optimizer;
    }

    private static Initialiser initialiser(RecipeSettings settings) {
        return settings.text(GanSettings.INITIAL_WEIGHTS).equals(GanSettings.HE) ? Initialiser.HE : Initialiser.DCGAN;
    }

    /** The step's real pictures. */
    static NDArray real(PictureSet pictures, Step step) {
        return step.manager()
                .create(
                        pictures.signed(step.pictures(), step.epoch()),
                        new Shape(step.pictures().length, pictures.channels(), pictures.side(), pictures.side()));
    }
}
