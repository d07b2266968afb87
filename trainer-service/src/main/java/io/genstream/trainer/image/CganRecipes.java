package io.genstream.trainer.image;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.session.CommonSettings;
import java.util.List;
import java.util.Optional;

/** Conditional DCGANs: one algorithm, with the settings that were calibrated on the digits or with those for any pictures. */
final class CganRecipes {
    static final String LATENT = "latent";
    static final String GENERATOR_RATE = "generatorLearningRate";
    static final String DISCRIMINATOR_RATE = "discriminatorLearningRate";
    static final String AVERAGE_DECAY = "averageDecay";

    private CganRecipes() {}

    /**
     * Best after 80,000 to 120,000 images: later its samples lose variety. A second thread halves its speed, the tensors
     * are too small to share.
     */
    static Recipe digits() {
        SettingsSchema settings = SettingsSchema.of(
                "digits-cgan",
                List.of(ImageSettings.size()),
                CommonSettings.list(120_000, 32, 1),
                own("64", "0.001", "0.0005"));
        return new ImageRecipe(
                settings.recipe(),
                "The bundled digits from a conditional GAN",
                Optional.of(ImageRecipes.DIGITS),
                settings,
                (data, chosen) -> TrainingPictures.digits(data),
                CganAlgorithm::new);
    }

    static Recipe images() {
        SettingsSchema settings = SettingsSchema.of(
                "image-cgan",
                CommonSettings.list(200_000, 32, 1),
                own("64", "0.0004", "0.0002"),
                ImageSettings.ofAnyPictures(),
                List.of(ImageSettings.augment()));
        return new ImageRecipe(
                settings.recipe(),
                "Any grey or colour pictures at 32x32 from a conditional GAN: sharp, varied",
                Optional.empty(),
                settings,
                ImageSettings::pictures,
                CganAlgorithm::new);
    }

    private static List<Setting> own(String latent, String generatorRate, String discriminatorRate) {
        return List.of(
                Setting.of(LATENT, SettingType.SIZE, latent, "size of the latent"),
                Setting.of(GENERATOR_RATE, SettingType.RATE, generatorRate, "Adam's learning rate"),
                Setting.of(DISCRIMINATOR_RATE, SettingType.RATE, discriminatorRate, "Adam's learning rate"),
                Setting.of(AVERAGE_DECAY, SettingType.FRACTION, "0.999", "of the average of the weights, a step"));
    }
}
