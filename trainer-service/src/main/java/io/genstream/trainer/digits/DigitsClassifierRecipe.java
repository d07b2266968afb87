package io.genstream.trainer.digits;

import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.session.CommonSettings;
import io.genstream.trainer.session.NetworkUpdate;
import io.genstream.trainer.session.SteppedSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells digits apart; its features are the built-in extractor that distances are measured with. */
final class DigitsClassifierRecipe implements Recipe {
    static final String LEARNING_RATE = "learningRate";
    static final String AVERAGE_DECAY = "averageDecay";
    static final String DROPOUT = "dropout";
    static final String SHIFT = "shift";

    private final NetworkUpdate update;

    DigitsClassifierRecipe() {
        this(TrainableNetwork::update);
    }

    DigitsClassifierRecipe(NetworkUpdate update) {
        this.update = update;
    }

    @Override
    public String name() {
        return "digits-classifier";
    }

    @Override
    public String defaultDatasetId() {
        return DigitsRecipes.DATASET;
    }

    @Override
    public SettingsSchema settings() {
        Stream<Setting> own = Stream.of(
                Setting.of(LEARNING_RATE, Setting.Type.RATE, "0.002", "Adam's, at the start of a cosine"),
                Setting.of(AVERAGE_DECAY, Setting.Type.FRACTION, "0.99", "of the average of the weights, a step"),
                Setting.of(DROPOUT, Setting.Type.FRACTION, "0.3", "share of features left out a step"),
                Setting.of(SHIFT, Setting.Type.COUNT, "2", "pixels a picture may move each way"));
        List<Setting> common = CommonSettings.list(64_000, 64, 1);
        return new SettingsSchema(name(), Stream.concat(common.stream(), own).toList());
    }

    @Override
    public TrainingSession start(TrainingData data, RecipeSettings settings, Optional<byte[]> state) {
        DigitPictures pictures = DigitPictures.of(data);
        return SteppedSession.start(
                name(),
                settings,
                pictures.size(),
                state,
                source -> new ClassifierAlgorithm(pictures, settings, source, update));
    }
}
