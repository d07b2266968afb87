package io.genstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.LatentDistribution;
import io.genstream.model.card.ModelCard;
import io.genstream.model.generator.Generator;
import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.testing.ShapePictures;
import io.genstream.trainer.torchscript.CpuFeatures;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GanSystemsTest {
    private static final Map<String, String> TINY = Map.of("width", "4", "batch", "4", "latent", "6");

    private final PictureSet pictures = ShapePictures.of(24, 48);

    static Set<String> systems() {
        return GanSystems.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("systems")
    void resumedRunEqualsUninterruptedRun(String system) {
        Map<String, String> set = new HashMap<>(
                Map.of("inputNoise", "0.1", "inputNoiseEnd", "0.5", "augment", "on", "discriminatorSteps", "2"));
        if (system.equals("began")) {
            set.put("plateauPatience", "4");
        } else {
            set.put("dropout", "0.3");
        }
        byte[] straight = state(system, set, Optional.empty(), 5);
        byte[] half = state(system, set, Optional.empty(), 3);

        assertThat(state(system, set, Optional.of(half), 2)).isEqualTo(straight).isNotEqualTo(half);
    }

    /** Also that the setting reaches both networks: on a processor that has it, the state is another one. */
    @ParameterizedTest
    @MethodSource("systems")
    void runInBfloat16ResumesBitEqualAndIsServed(String system) {
        Map<String, String> set = Map.of("precision", "bfloat16", "discriminatorSteps", "1");
        byte[] straight = state(system, set, Optional.empty(), 3);
        byte[] half = state(system, set, Optional.empty(), 2);
        assertThat(state(system, set, Optional.of(half), 1)).isEqualTo(straight).isNotEqualTo(half);

        try (TrainingSession session = start(system, set, Optional.of(half), TrainableNetwork::update)) {
            assertThat(session.export().artifacts()).containsKey(ExportedModel.GENERATOR);
        }
        byte[] exact = state(system, Map.of("discriminatorSteps", "1"), Optional.empty(), 3);
        assertThat(Arrays.equals(exact, straight))
                .isNotEqualTo(CpuFeatures.ofThisMachine().bfloat16());
    }

    @ParameterizedTest
    @MethodSource("systems")
    void servingRuntimeTakesTheGenerator(String system) {
        Map<String, String> set = Map.of("latentDistribution", "uniform");
        try (TrainingSession session = start(system, set, Optional.empty(), TrainableNetwork::update)) {
            session.trainSteps(2);
            ExportedModel model = session.export();
            ModelCard card = model.card();

            assertThat(card.latent().distribution()).isEqualTo(LatentDistribution.UNIFORM);
            assertThat(card.latent().low()).isEqualTo(-1);
            assertThat(card.trainingData()).isEqualTo("shapes r2");
            assertThat(card.licence()).isEqualTo("CC0-1.0");
            try (Generator generator =
                    Generator.open(model.artifacts().get(ExportedModel.GENERATOR), card, RuntimeOptions.defaults())) {
                assertThat(generator.generate(new float[2][6], new float[2][0]).images())
                        .hasDimensions(2, 48 * 48 * 3);
            }
            assertThat(session.preview().orElseThrow().png()).hasSizeLessThan(256 << 10);
        }
    }

    /** What a setting switches on must reach the step: every one of these gives other weights. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "upsampling=nearest",
                "dropout=0.4",
                "discriminatorNorm=spectral",
                "discriminatorNorm=instance",
                "discriminatorNorm=none",
                "initialWeights=he",
                "loss=wasserstein",
                "labelSmoothing=0.1",
                "gradientPenalty=10",
                "weightClip=0.01",
                "optimizer=rmsprop",
                "optimizer=nesterov",
                "discriminatorSteps=2",
                "inputNoise=0.1",
                "augment=on",
                "latentDistribution=uniform",
                "averageDecay=0",
                "generatorLearningRate=0.001",
                "discriminatorLearningRate=0.001",
                "schedule=linear"
            })
    void everySettingCounts(String setting) {
        String[] pair = setting.split("=", 2);
        byte[] plain = state("dcgan", Map.of(), Optional.empty(), 2);

        assertThat(state("dcgan", Map.of(pair[0], pair[1]), Optional.empty(), 2))
                .isNotEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("systems")
    void eachNetworkStaysBitIdenticalWhileTheOtherLearns(String system) {
        Map<String, byte[]> before = new HashMap<>();
        Map<String, TrainableNetwork> seen = new HashMap<>();
        NetworkUpdate update = (network, step, rate) -> {
            seen.values().forEach(other -> {
                if (other != network) {
                    assertThat(state(other))
                            .isEqualTo(before.get(other.network().name()));
                }
            });
            byte[] untouched = state(network);
            network.update(step, rate);
            seen.put(network.network().name(), network);
            before.put(network.network().name(), state(network));
            assertThat(state(network)).isNotEqualTo(untouched);
        };
        Map<String, String> set = Map.of("discriminatorSteps", "1", "discriminatorNorm", "spectral");
        try (TrainingSession session = start(system, set, Optional.empty(), update)) {
            session.trainSteps(1);

            assertThat(seen).containsOnlyKeys("generator", "discriminator");
            assertThat(state(seen.get("discriminator"))).isEqualTo(before.get("discriminator"));
        }
    }

    @Test
    void theGeneratorLearnsInEveryNthStep() {
        StringBuilder turns = new StringBuilder();
        NetworkUpdate update = (network, step, rate) -> {
            turns.append(network.network().name().charAt(0));
            network.update(step, rate);
        };
        try (TrainingSession session = start("wgan-gp", Map.of("discriminatorSteps", "3"), Optional.empty(), update)) {
            session.trainSteps(6);

            assertThat(turns).hasToString("dddgdddg");
            assertThat(session.drainLosses()).containsOnlyKeys("penalty", "discriminator", "generator");
        }
    }

    @Test
    void twoTimeScalesReachTheUpdates() {
        Map<String, Double> rates = new HashMap<>();
        NetworkUpdate update = (network, step, rate) -> {
            rates.put(network.network().name(), rate);
            network.update(step, rate);
        };
        Map<String, String> set = Map.of("generatorLearningRate", "0.0001", "discriminatorLearningRate", "0.0004");
        try (TrainingSession session = start("dcgan", set, Optional.empty(), update)) {
            session.trainSteps(1);

            assertThat(rates).containsEntry("generator", 0.0001).containsEntry("discriminator", 0.0004);
        }
    }

    @Test
    void learningRatesOfBothNetworksShrinkWhenConvergenceStalls() {
        Map<String, List<Double>> rates = new HashMap<>();
        NetworkUpdate update =
                (network, step, rate) -> rates.computeIfAbsent(network.network().name(), any -> new ArrayList<>())
                        .add(rate);
        Map<String, String> set = Map.of("plateauPatience", "8", "plateauFactor", "0.25", "batch", "4");
        try (TrainingSession session = start("began", set, Optional.empty(), update)) {
            session.trainSteps(40);

            assertThat(session.drainLosses()).containsKeys("convergence", "k", "rateFactor");
        }
        assertThat(rates).containsOnlyKeys("generator", "discriminator");
        // networks that nobody steps make no progress: every second step is a stall
        assertThat(rates.values()).allSatisfy(each -> {
            assertThat(each.get(0)).isEqualTo(0.0001);
            assertThat(each).isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(each.get(39)).isLessThan(0.0001 * Math.pow(0.25, 4));
        });
    }

    private byte[] state(String system, Map<String, String> set, Optional<byte[]> from, int steps) {
        try (TrainingSession session = start(system, set, from, TrainableNetwork::update)) {
            session.trainSteps(steps);
            return session.saveState();
        }
    }

    private TrainingSession start(
            String system, Map<String, String> set, Optional<byte[]> state, NetworkUpdate update) {
        Map<String, String> all = new HashMap<>(TINY);
        all.putAll(set);
        return GanSessions.start(system, pictures, all, state, update);
    }

    private static byte[] state(TrainableNetwork network) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            network.writeState(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
