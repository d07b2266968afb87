package io.genstream.trainer.gan;

import io.genstream.trainer.generator.Labels;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.loss.AdversarialLoss;
import io.genstream.trainer.network.CriticNorm;
import io.genstream.trainer.network.DcganDiscriminator;
import io.genstream.trainer.network.DcganGenerator;
import io.genstream.trainer.network.DiscriminatorShape;
import io.genstream.trainer.network.GeneratorShape;
import io.genstream.trainer.network.Initialiser;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.optimizer.Optimizer;
import io.genstream.trainer.optimizer.WeightClipping;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.RecipeSettings;
import java.util.Locale;

/** From settings to parts. Stateless. */
final class GanParts {
    private GanParts() {}

    static Latent latent(RecipeSettings settings) {
        return Latent.of(settings.count(GanSettings.LATENT), settings.text(GanSettings.LATENT_DISTRIBUTION));
    }

    static Labels labels(RecipeSettings settings, PictureSet pictures, StepRandom random) {
        boolean uniform = settings.has(GanSettings.LABEL_SAMPLING)
                && settings.text(GanSettings.LABEL_SAMPLING).equals(GanSettings.UNIFORM);
        return new Labels(pictures, uniform, random);
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
        GeneratorShape shape = new GeneratorShape(
                settings.count(GanSettings.LATENT),
                settings.count(GanSettings.WIDTH),
                pictures.side(),
                pictures.channels(),
                settings.text(GanSettings.UPSAMPLING).equals(GanSettings.NEAREST),
                settings.number(GanSettings.DROPOUT),
                initialiser(settings));
        return DcganGenerator.describe(shape, pictures.condition());
    }

    static Network discriminator(RecipeSettings settings, PictureSet pictures) {
        DiscriminatorShape shape = new DiscriminatorShape(
                settings.count(GanSettings.WIDTH),
                pictures.side(),
                pictures.channels(),
                norm(settings),
                settings.count(GanSettings.DISCRIMINATOR_FEATURES),
                initialiser(settings));
        return DcganDiscriminator.describe(shape, pictures.condition());
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
}
