package io.genstream.trainer.gan;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.network.CriticNorm;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.session.TrainingPrecision;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The settings of the systems of this package; a system differs from another in its defaults. */
final class GanSettings {
    static final String LATENT = "latent";
    static final String LATENT_DISTRIBUTION = "latentDistribution";
    static final String WIDTH = "width";
    static final String UPSAMPLING = "upsampling";
    static final String DROPOUT = "dropout";
    static final String DISCRIMINATOR_NORM = "discriminatorNorm";
    static final String INITIAL_WEIGHTS = "initialWeights";
    static final String LOSS = "loss";
    static final String LABEL_SMOOTHING = "labelSmoothing";
    static final String GRADIENT_PENALTY = "gradientPenalty";
    static final String WEIGHT_CLIP = "weightClip";
    static final String DISCRIMINATOR_STEPS = "discriminatorSteps";
    static final String OPTIMIZER = "optimizer";
    static final String BETA1 = "beta1";
    static final String BETA2 = "beta2";
    static final String GENERATOR_RATE = "generatorLearningRate";
    static final String DISCRIMINATOR_RATE = "discriminatorLearningRate";
    static final String SCHEDULE = "schedule";
    static final String AVERAGE_DECAY = "averageDecay";
    static final String INPUT_NOISE = "inputNoise";
    static final String INPUT_NOISE_END = "inputNoiseEnd";
    static final String AUGMENT = "augment";
    static final String EQUILIBRIUM = "equilibrium";
    static final String EQUILIBRIUM_GAIN = "equilibriumGain";
    static final String PATIENCE = "plateauPatience";
    static final String SHRINK = "plateauFactor";

    static final String NEAREST = "nearest";
    static final String HE = "he";
    static final String WASSERSTEIN = "wasserstein";
    static final String ON = "on";

    private GanSettings() {}

    /** @param defaults of this system, where they are not the ones of DCGAN */
    static List<Setting> ofGan(Map<String, String> defaults) {
        return with(
                defaults,
                Stream.of(
                                List.of(
                                        Setting.of(LATENT, SettingType.SIZE, "100", "size of the latent"),
                                        Setting.choice(
                                                LATENT_DISTRIBUTION, Latent.words(), "what latents are drawn from")),
                                networks(),
                                List.of(
                                        Setting.choice(
                                                LOSS,
                                                List.of("non-saturating", WASSERSTEIN),
                                                "what the networks play for; wasserstein needs a bounded critic"),
                                        Setting.of(
                                                LABEL_SMOOTHING,
                                                SettingType.FRACTION,
                                                "0",
                                                "how far below 1 the discriminator's target for real pictures lies"),
                                        Setting.of(
                                                GRADIENT_PENALTY,
                                                SettingType.WEIGHT,
                                                "0",
                                                "weight of the penalty on slopes other than 1; 0 for none"),
                                        Setting.of(
                                                WEIGHT_CLIP,
                                                SettingType.WEIGHT,
                                                "0",
                                                "largest weight of the discriminator; 0 for any")),
                                training(),
                                discriminatorsView())
                        .flatMap(List::stream));
    }

    static List<Setting> ofBegan(Map<String, String> defaults) {
        return with(
                defaults,
                Stream.of(
                                List.of(
                                        Setting.of(
                                                LATENT, SettingType.SIZE, "64", "size of the latent and of the code"),
                                        Setting.choice(
                                                LATENT_DISTRIBUTION, Latent.words(), "what latents are drawn from"),
                                        Setting.of(
                                                WIDTH,
                                                SettingType.SIZE,
                                                "64",
                                                "channels at every size of the decoders"),
                                        norm(),
                                        Setting.of(
                                                EQUILIBRIUM,
                                                SettingType.FRACTION,
                                                "0.5",
                                                "error of made pictures to that of real ones; higher for variety"),
                                        Setting.of(
                                                EQUILIBRIUM_GAIN,
                                                SettingType.WEIGHT,
                                                "0.001",
                                                "how fast k follows the equilibrium"),
                                        Setting.of(
                                                PATIENCE,
                                                SettingType.SEED,
                                                "100000",
                                                "images without a better mean convergence until the learning rates"
                                                        + " shrink; 0 for never"),
                                        Setting.of(
                                                SHRINK,
                                                SettingType.FRACTION,
                                                "0.5",
                                                "what the learning rates are multiplied with then")),
                                training(),
                                discriminatorsView())
                        .flatMap(List::stream));
    }

    private static List<Setting> networks() {
        return List.of(
                Setting.of(
                        WIDTH, SettingType.SIZE, "64", "channels next to the picture; twice as many cost four times"),
                Setting.choice(
                        UPSAMPLING,
                        List.of("transposed", NEAREST),
                        "how the generator doubles: transposed convolution, or nearest neighbour and a convolution"),
                Setting.of(DROPOUT, SettingType.FRACTION, "0", "in the generator's hidden layers"),
                norm(),
                Setting.choice(INITIAL_WEIGHTS, List.of("dcgan", HE), "normal of deviation 0.02, or He's by fan-in"));
    }

    private static Setting norm() {
        return new Setting(
                DISCRIMINATOR_NORM,
                SettingType.CHOICE,
                CriticNorm.BATCH.word(),
                Stream.of(CriticNorm.values()).map(CriticNorm::word).toList(),
                "of the discriminator's hidden layers");
    }

    private static List<Setting> training() {
        return List.of(
                TrainingPrecision.setting(),
                Setting.choice(OPTIMIZER, Optimizers.words(), "of both networks"),
                Setting.of(BETA1, SettingType.FRACTION, "0.5", "momentum of Adam or Nesterov"),
                Setting.of(BETA2, SettingType.FRACTION, "0.999", "decay of Adam's or RMSprop's mean square"),
                Setting.of(GENERATOR_RATE, SettingType.RATE, "0.0002", "the generator's learning rate"),
                Setting.of(DISCRIMINATOR_RATE, SettingType.RATE, "0.0002", "the discriminator's learning rate"),
                Setting.choice(
                        SCHEDULE,
                        Stream.of(Schedule.values()).map(Schedule::word).toList(),
                        "of both learning rates over the run"),
                Setting.of(DISCRIMINATOR_STEPS, SettingType.SIZE, "1", "of the discriminator for one of the generator"),
                Setting.of(
                        AVERAGE_DECAY,
                        SettingType.FRACTION,
                        "0.999",
                        "of the average of the generator's weights, a step; 0 to serve the weights themselves"));
    }

    private static List<Setting> discriminatorsView() {
        return List.of(
                Setting.of(
                        INPUT_NOISE,
                        SettingType.WEIGHT,
                        "0",
                        "deviation of noise on what the discriminator sees, whose pictures run from -1 to 1"),
                Setting.of(
                        INPUT_NOISE_END,
                        SettingType.FRACTION,
                        "0",
                        "part of the run after which it has faded; 0 to keep it"),
                Setting.choice(
                        AUGMENT,
                        List.of("off", ON),
                        "shift and brighten what the discriminator sees, so that it cannot learn few pictures by"
                                + " heart"));
    }

    private static List<Setting> with(Map<String, String> defaults, Stream<Setting> settings) {
        return settings.map(setting -> new Setting(
                        setting.name(),
                        setting.type(),
                        defaults.getOrDefault(setting.name(), setting.defaultValue()),
                        setting.choices(),
                        setting.description()))
                .toList();
    }
}
