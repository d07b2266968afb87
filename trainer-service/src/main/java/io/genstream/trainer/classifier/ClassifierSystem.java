package io.genstream.trainer.classifier;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.yaml.RecipeFileSettings;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import java.util.List;

/** Tells the classes of pictures apart; its features are what distances between sets of pictures are measured with. */
public final class ClassifierSystem {
    static final String WIDTH = "width";
    static final String LEARNING_RATE = "learningRate";
    static final String AVERAGE_DECAY = "averageDecay";
    static final String DROPOUT = "dropout";
    static final String SHIFT = "shift";

    private ClassifierSystem() {}

    public static TrainingSystem create() {
        return TrainingSystem.of(
                List.of(
                        RecipeFileSettings.classes(),
                        Setting.of(WIDTH, SettingType.SIZE, "16", "channels of the first layer; deeper ones have more"),
                        Setting.of(LEARNING_RATE, SettingType.RATE, "0.002", "Adam's, at the start of a cosine"),
                        Setting.of(
                                AVERAGE_DECAY, SettingType.FRACTION, "0.99", "of the average of the weights, a step"),
                        Setting.of(DROPOUT, SettingType.FRACTION, "0.3", "share of features left out a step"),
                        Setting.of(SHIFT, SettingType.SIZE, "2", "pixels a picture may move each way")),
                ClassifierAlgorithm::new);
    }
}
