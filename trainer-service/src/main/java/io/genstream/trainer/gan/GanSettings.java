package io.genstream.trainer.gan;

import io.genstream.schemas.SettingType;
import io.genstream.trainer.generator.Latent;
import io.genstream.trainer.network.CriticNorm;
import io.genstream.trainer.optimizer.Schedule;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.yaml.RecipeFileSettings;
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
    static final String DISCRIMINATOR_FEATURES = "discriminatorFeatures";
    static final String INITIAL_WEIGHTS = "initialWeights";
    static final String LOSS = "loss";
    static final String LABEL_SMOOTHING = "labelSmoothing";
    static final String GRADIENT_PENALTY = "gradientPenalty";
    static final String WEIGHT_CLIP = "weightClip";
    static final String DISCRIMINATOR_STEPS = "discriminatorSteps";
    static final String OPTIMIZER = "optimizer";
    static final String BETA1 = "beta1";
    static final String BETA2 = "beta2";
    static final String EPSILON = "epsilon";
    static final String GENERATOR_RATE = "generatorLearningRate";
    static final String DISCRIMINATOR_RATE = "discriminatorLearningRate";
    static final String SCHEDULE = "schedule";
    static final String AVERAGE_DECAY = "averageDecay";
    static final String INPUT_NOISE = "inputNoise";
    static final String INPUT_NOISE_END = "inputNoiseEnd";
    static final String AUGMENT = "augment";
    static final String LABEL_SAMPLING = "labelSampling";
    static final String EQUILIBRIUM = "equilibrium";
    static final String EQUILIBRIUM_GAIN = "equilibriumGain";
    static final String PATIENCE = "plateauPatience";
    static final String SHRINK = "plateauFactor";

    static final String NEAREST = "nearest";
    static final String HE = "he";
    static final String WASSERSTEIN = "wasserstein";
    static final String ON = "on";
    static final String AUTO = "auto";
    static final String UNIFORM = "uniform";

    /** Of so many pictures a discriminator learns each by heart. */
    static final int FEW_PICTURES = 20_000;

    private GanSettings() {}

    /** @param defaults of this system, where they are not the ones of DCGAN */
    static List<Setting> ofGan(Map<String, String> defaults) {
        return with(
                defaults,
                latents("size of the latent"),
                List.of(
                        Setting.of(
                                WIDTH,
                                SettingType.SIZE,
                                "64",
                                "channels next to the picture; twice as many cost four times"),
                        Setting.choice(
                                UPSAMPLING,
                                List.of("transposed", NEAREST),
                                "how the generator doubles: transposed convolution, or nearest neighbour and a convolution"),
                        Setting.of(DROPOUT, SettingType.FRACTION, "0", "in the generator's hidden layers"),
                        norm(),
                        Setting.of(
                                DISCRIMINATOR_FEATURES,
                                SettingType.SEED,
                                "0",
                                "of a dense layer before the discriminator's score; 0 for none"),
                        Setting.choice(
                                INITIAL_WEIGHTS, List.of("dcgan", HE), "normal of deviation 0.02, or He's by fan-in"),
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
                discriminatorsView());
    }

    /** As {@link #ofGan}, of a system whose networks take labels. */
    static List<Setting> ofConditionalGan(Map<String, String> defaults) {
        return with(
                defaults,
                RecipeFileSettings.conditional(),
                List.of(Setting.choice(
                        LABEL_SAMPLING,
                        List.of("data", UNIFORM),
                        "what the generator is asked for: labels of random pictures, or every class as often")),
                ofGan(Map.of()));
    }

    static List<Setting> ofBegan(Map<String, String> defaults) {
        return with(
                defaults,
                latents("size of the latent and of the code"),
                List.of(
                        Setting.of(WIDTH, SettingType.SIZE, "64", "channels at every size of the decoders"),
                        norm(),
                        Setting.of(
                                EQUILIBRIUM,
                                SettingType.FRACTION,
                                "0.5",
                                "error of made pictures to that of real ones; higher for variety"),
                        Setting.of(EQUILIBRIUM_GAIN, SettingType.WEIGHT, "0.001", "how fast k follows the equilibrium"),
                        Setting.of(
                                PATIENCE,
                                SettingType.SEED,
                                "100000",
                                "images without a better mean convergence until the learning rates shrink; 0 for never"),
                        Setting.of(
                                SHRINK,
                                SettingType.FRACTION,
                                "0.5",
                                "what the learning rates are multiplied with then")),
                training(),
                discriminatorsView());
    }

    private static List<Setting> latents(String size) {
        return List.of(
                Setting.of(LATENT, SettingType.SIZE, "100", size),
                Setting.choice(LATENT_DISTRIBUTION, Latent.words(), "what latents are drawn from"));
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
                Setting.of(EPSILON, SettingType.RATE, "1e-8", "what keeps Adam and RMSprop from dividing by 0"),
                Setting.of(GENERATOR_RATE, SettingType.RATE, "0.0002", "the generator's learning rate"),
                Setting.of(DISCRIMINATOR_RATE, SettingType.RATE, "0.0002", "the discriminator's learning rate"),
                Setting.choice(SCHEDULE, Schedule.words(), "of every learning rate over the run"),
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
                        List.of("off", ON, AUTO),
                        "shift and brighten what the discriminator sees, so that it cannot learn few pictures by heart;"
                                + " auto: below " + FEW_PICTURES + " pictures"));
    }

    @SafeVarargs
    private static List<Setting> with(Map<String, String> defaults, List<Setting>... groups) {
        return Stream.of(groups)
                .flatMap(List::stream)
                .map(setting -> setting.withDefault(defaults.getOrDefault(setting.name(), setting.defaultValue())))
                .toList();
    }
}
