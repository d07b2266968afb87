package io.genstream.trainer.image;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.session.CommonSettings;
import java.util.List;
import java.util.Optional;

/** Conditional variational autoencoders, for the digits or for any pictures; they also give an encoder. */
final class CvaeRecipes {
    static final String LATENT = "latent";
    static final String LEARNING_RATE = "learningRate";
    static final String AVERAGE_DECAY = "averageDecay";
    static final String BETA = "beta";
    static final String SHARPNESS = "sharpness";
    static final String TEMPERATURE = "temperature";

    private CvaeRecipes() {}

    static Recipe digits() {
        SettingsSchema settings = SettingsSchema.of(
                "digits-cvae",
                List.of(ImageSettings.size()),
                CommonSettings.list(300_000, 32, 2),
                own("16", "2", "3", "0.92"));
        return new ImageRecipe(
                settings.recipe(),
                "The bundled digits from a conditional variational autoencoder, with its encoder",
                Optional.of(ImageRecipes.DIGITS),
                settings,
                (data, chosen) -> TrainingPictures.digits(data),
                CvaeAlgorithm::new);
    }

    static Recipe images() {
        SettingsSchema settings = SettingsSchema.of(
                "image-cvae",
                CommonSettings.list(200_000, 32, 1),
                own("32", "1", "1", "0.9"),
                ImageSettings.ofAnyPictures());
        return new ImageRecipe(
                settings.recipe(),
                "Any grey or colour pictures at 32x32 from a conditional variational autoencoder: steady but soft",
                Optional.empty(),
                settings,
                ImageSettings::pictures,
                CvaeAlgorithm::new);
    }

    private static List<Setting> own(String latent, String beta, String sharpness, String temperature) {
        return List.of(
                Setting.of(LATENT, SettingType.SIZE, latent, "size of the latent"),
                Setting.of(LEARNING_RATE, SettingType.RATE, "0.002", "Adam's, at the start of a cosine"),
                Setting.of(AVERAGE_DECAY, SettingType.FRACTION, "0.998", "of the average of the weights, a step"),
                Setting.of(BETA, SettingType.RATE, beta, "weight of the divergence"),
                Setting.of(SHARPNESS, SettingType.RATE, sharpness, "gain of the served decoder's logits"),
                Setting.of(
                        TEMPERATURE,
                        SettingType.RATE,
                        temperature,
                        "scale of the served decoder's latents; lower obeys the label more and varies less"));
    }
}
