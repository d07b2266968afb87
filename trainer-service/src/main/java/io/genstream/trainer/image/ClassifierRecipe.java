package io.genstream.trainer.image;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.session.CommonSettings;
import java.util.List;
import java.util.Optional;

/** Tells digits apart; its features are the built-in extractor that distances are measured with. */
final class ClassifierRecipe {
    static final String LEARNING_RATE = "learningRate";
    static final String AVERAGE_DECAY = "averageDecay";
    static final String DROPOUT = "dropout";
    static final String SHIFT = "shift";

    private ClassifierRecipe() {}

    static Recipe digits() {
        List<Setting> own = List.of(
                Setting.of(LEARNING_RATE, SettingType.RATE, "0.002", "Adam's, at the start of a cosine"),
                Setting.of(AVERAGE_DECAY, SettingType.FRACTION, "0.99", "of the average of the weights, a step"),
                Setting.of(DROPOUT, SettingType.FRACTION, "0.3", "share of features left out a step"),
                Setting.of(SHIFT, SettingType.SIZE, "2", "pixels a picture may move each way"));
        SettingsSchema settings = SettingsSchema.of(
                "digits-classifier", List.of(ImageSettings.size()), CommonSettings.list(64_000, 64, 1), own);
        return new ImageRecipe(
                settings.recipe(),
                "Tells the bundled digits apart; its features measure the generators of digits",
                Optional.of(ImageRecipes.DIGITS),
                settings,
                (data, chosen) -> TrainingPictures.digits(data),
                ClassifierAlgorithm::new);
    }
}
