package io.genstream.trainer.autoencoder;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.network.Activation;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.optimizer.Adam;
import io.genstream.trainer.optimizer.Optimizer;
import io.genstream.trainer.optimizer.RmsProp;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.yaml.RecipeFileSettings;
import io.genstream.trainer.session.TrainingPrecision;
import java.util.List;
import java.util.stream.Stream;

/** Settings that the systems of this package read. */
final class AutoencoderSettings {
    static final String LATENT = "latent";
    static final String WIDTH = "width";
    static final String DEPTH = "depth";
    static final String RANGE = "range";
    static final String RECONSTRUCTION = "reconstruction";
    static final String KLD_WEIGHT = "kldWeight";
    static final String ADVERSARIAL_WEIGHT = "adversarialWeight";
    static final String BETA = "beta";
    static final String SHARPNESS = "sharpness";
    static final String TEMPERATURE = "temperature";
    static final String SCHEDULE = "schedule";
    static final String LEARNING_RATE = "learningRate";
    static final String DISCRIMINATOR_RATE = "discriminatorLearningRate";
    static final String AVERAGE_DECAY = "averageDecay";

    static final String PERCEPTUAL_NETWORK = "perceptualNetwork";
    static final String PERCEPTUAL_LAYER = "perceptualLayer";
    static final String PERCEPTUAL_SIDE = "perceptualSide";
    static final String PERCEPTUAL_WEIGHT = "perceptualWeight";

    private static final String OPTIMIZER = "optimizer";
    private static final String BETA1 = "beta1";
    private static final String LIKENESS = "likeness";
    private static final String FEATURES = "features";
    private static final String SIGNED = "signed";
    private static final String ADAM = "adam";

    private AutoencoderSettings() {}

    static List<Setting> autoencoder() {
        return joined(
                List.of(latent(), width()),
                List.of(
                        Setting.choice(DEPTH, List.of("4", "3"), "convolutions each way"),
                        Setting.choice(
                                RANGE,
                                List.of(SIGNED, "unit"),
                                "values of the pictures: -1 to 1 and tanh, or 0 to 1 and sigmoid; squared errors differ by 4"),
                        Setting.choice(
                                RECONSTRUCTION, PictureError.NAMES, "how a picture differs from its reconstruction"),
                        Setting.of(
                                PERCEPTUAL_NETWORK,
                                SettingType.TEXT,
                                "",
                                "ONNX file on the trainer's disk whose features are to agree, too; empty for none"),
                        Setting.of(PERCEPTUAL_LAYER, SettingType.TEXT, "", "which of its values"),
                        Setting.of(
                                PERCEPTUAL_SIDE,
                                SettingType.SIZE,
                                "64",
                                "pixels of the edge at which it sees pictures"),
                        Setting.of(PERCEPTUAL_WEIGHT, SettingType.WEIGHT, "1", "of its features, against the pixels")),
                training());
    }

    static List<Setting> variational() {
        return joined(
                autoencoder(),
                List.of(Setting.of(
                        KLD_WEIGHT,
                        SettingType.WEIGHT,
                        "0.1",
                        "of the divergence, a mean over the latent, against the reconstruction, a mean over pixels")));
    }

    static List<Setting> conditional() {
        return joined(
                RecipeFileSettings.conditional(),
                List.of(latent(), width()),
                List.of(
                        Setting.of(BETA, SettingType.RATE, "1", "weight of the divergence"),
                        Setting.of(SHARPNESS, SettingType.RATE, "1", "gain of the served decoder's logits"),
                        Setting.of(
                                TEMPERATURE,
                                SettingType.RATE,
                                "1",
                                "scale of the served decoder's latents; lower obeys the label more and varies less")),
                training());
    }

    static List<Setting> adversarial() {
        return joined(
                variational(),
                List.of(
                        Setting.of(
                                ADVERSARIAL_WEIGHT,
                                SettingType.WEIGHT,
                                "0.01",
                                "of the discriminator's verdict, against the reconstruction"),
                        Setting.of(DISCRIMINATOR_RATE, SettingType.RATE, "0.0002", "of the discriminator")));
    }

    static List<Setting> vaegan() {
        return joined(
                adversarial(),
                List.of(Setting.choice(
                        LIKENESS,
                        List.of("pixels", FEATURES),
                        "what a reconstruction is held to: the picture, or what the discriminator sees of it")));
    }

    private static Setting latent() {
        return Setting.of(LATENT, SettingType.SIZE, "100", "size of the latent");
    }

    private static Setting width() {
        return Setting.of(WIDTH, SettingType.SIZE, "32", "channels next to the picture; twice as many cost four times");
    }

    private static List<Setting> training() {
        return List.of(
                TrainingPrecision.setting(),
                Setting.choice(OPTIMIZER, List.of(ADAM, "rmsprop"), "of every network"),
                Setting.of(BETA1, SettingType.FRACTION, "0.9", "Adam's first decay"),
                Setting.of(LEARNING_RATE, SettingType.RATE, "0.001", "of encoder and decoder"),
                Setting.choice(SCHEDULE, Schedule.words(), "of every learning rate over the run"),
                Setting.of(AVERAGE_DECAY, SettingType.FRACTION, "0.999", "of the average of the weights, a step"));
    }

    @SafeVarargs
    private static List<Setting> joined(List<Setting>... groups) {
        return Stream.of(groups).flatMap(List::stream).toList();
    }

    static boolean likenessOfFeatures(RecipeSettings settings) {
        return settings.text(LIKENESS).equals(FEATURES);
    }

    static NetworkTraining training(Network network, RecipeSettings settings) {
        return new NetworkTraining(network, optimizer(settings), settings.number(AVERAGE_DECAY));
    }

    static PixelRange range(RecipeSettings settings) {
        return settings.text(RANGE).equals(SIGNED) ? PixelRange.SIGNED : PixelRange.UNIT;
    }

    /** The function whose values fill that range. */
    static Activation output(PixelRange range) {
        return range == PixelRange.SIGNED ? Activation.TANH : Activation.SIGMOID;
    }

    static Optimizer optimizer(RecipeSettings settings) {
        return settings.text(OPTIMIZER).equals(ADAM) ? Adam.withBeta1(settings.number(BETA1)) : RmsProp.standard();
    }
}
