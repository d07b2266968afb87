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

/** Digits from a convolutional conditional variational autoencoder; it also gives an encoder. */
final class DigitsCvae implements Recipe {
    static final String LATENT = "latent";
    static final String LEARNING_RATE = "learningRate";
    static final String AVERAGE_DECAY = "averageDecay";
    static final String BETA = "beta";
    static final String SHARPNESS = "sharpness";
    static final String TEMPERATURE = "temperature";

    private final NetworkUpdate update;

    DigitsCvae() {
        this(TrainableNetwork::update);
    }

    DigitsCvae(NetworkUpdate update) {
        this.update = update;
    }

    @Override
    public String name() {
        return "digits-cvae";
    }

    @Override
    public String defaultDatasetId() {
        return DigitsRecipes.DATASET;
    }

    @Override
    public SettingsSchema settings() {
        Stream<Setting> own = Stream.of(
                Setting.of(LATENT, Setting.Type.COUNT, "16", "size of the latent"),
                Setting.of(LEARNING_RATE, Setting.Type.RATE, "0.002", "Adam's, at the start of a cosine"),
                Setting.of(AVERAGE_DECAY, Setting.Type.FRACTION, "0.998", "of the average of the weights, a step"),
                Setting.of(BETA, Setting.Type.RATE, "2", "weight of the divergence"),
                Setting.of(SHARPNESS, Setting.Type.RATE, "3", "gain of the served decoder's logits"),
                Setting.of(
                        TEMPERATURE,
                        Setting.Type.RATE,
                        "0.92",
                        "scale of the served decoder's latents; lower obeys the label more and varies less"));
        List<Setting> common = CommonSettings.list(300_000, 32, 2);
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
                source -> new CvaeAlgorithm(pictures, settings, source, update));
    }
}
