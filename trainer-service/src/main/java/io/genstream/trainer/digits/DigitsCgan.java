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

/**
 * Digits from a conditional DCGAN. Best after 80,000 to 120,000 images: later its samples lose variety. A second thread
 * halves its speed, the tensors are too small to share.
 */
final class DigitsCgan implements Recipe {
    static final String LATENT = "latent";
    static final String GENERATOR_RATE = "generatorLearningRate";
    static final String DISCRIMINATOR_RATE = "discriminatorLearningRate";
    static final String AVERAGE_DECAY = "averageDecay";

    private final NetworkUpdate update;

    DigitsCgan() {
        this(TrainableNetwork::update);
    }

    DigitsCgan(NetworkUpdate update) {
        this.update = update;
    }

    @Override
    public String name() {
        return "digits-cgan";
    }

    @Override
    public String defaultDatasetId() {
        return DigitsRecipes.DATASET;
    }

    @Override
    public SettingsSchema settings() {
        Stream<Setting> own = Stream.of(
                Setting.of(LATENT, Setting.Type.COUNT, "64", "size of the latent"),
                Setting.of(GENERATOR_RATE, Setting.Type.RATE, "0.001", "Adam's learning rate"),
                Setting.of(DISCRIMINATOR_RATE, Setting.Type.RATE, "0.0005", "Adam's learning rate"),
                Setting.of(AVERAGE_DECAY, Setting.Type.FRACTION, "0.999", "of the average of the weights, a step"));
        List<Setting> common = CommonSettings.list(120_000, 32, 1);
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
                source -> new CganAlgorithm(pictures, settings, source, update));
    }
}
