package io.genstream.trainer.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.export.ParityException;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.DivergedException;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.testing.Sabotage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains for real, small. The sabotaged runs show that the verdict rejects training that does not train. */
class AutoencoderTrainingTest {
    @ParameterizedTest
    @CsvSource({
        "autoencoder, 1, ''",
        "vae, 1, kldWeight=0.01",
        "vaegan, 1, kldWeight=0.01",
        "vaegan-three-phase, 1, kldWeight=0.01",
    })
    void learnsToReconstructShapes(String system, String seed, String more) {
        Lesson lesson = Lesson.of(system, settings(seed, more), TrainableNetwork::update);

        assertThat(lesson.learnt()).as("%s", lesson).isTrue();
        assertThat(lesson.model().artifacts()).containsKeys(ExportedModel.GENERATOR, ExportedModel.ENCODER);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "autoencoder, 2, depth=3",
        "vae, 2, kldWeight=0.01 range=unit",
        "vaegan, 2, kldWeight=0.01 optimizer=rmsprop",
        "vaegan-three-phase, 2, kldWeight=0"
    })
    void learnsFromAnotherSeedAndOtherSettings(String system, String seed, String more) {
        learnsToReconstructShapes(system, seed, more);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "autoencoder, GENERATOR_FROZEN",
        "autoencoder, GRADIENTS_OF_THE_WRONG_SIGN",
        "vae, GENERATOR_FROZEN",
        "vae, GRADIENTS_OF_THE_WRONG_SIGN",
        "vaegan, GENERATOR_FROZEN",
        "vaegan, GRADIENTS_OF_THE_WRONG_SIGN",
        "vaegan, DISCRIMINATOR_NEVER_STEPPED",
        "vaegan-three-phase, GENERATOR_FROZEN",
        "vaegan-three-phase, GRADIENTS_OF_THE_WRONG_SIGN",
        "vaegan-three-phase, DISCRIMINATOR_NEVER_STEPPED"
    })
    void theVerdictRejectsSabotage(String system, Sabotage sabotage) {
        assertThat(accepted(system, sabotage)).isFalse();
    }

    private static boolean accepted(String system, Sabotage sabotage) {
        try {
            return Lesson.of(system, Map.of(), sabotage.update).learnt();
        } catch (DivergedException | ParityException blownUp) {
            return false; // no checkpoint leaves such a run
        }
    }

    /** Larsen et al., algorithm 1: the encoder follows likeness and divergence, the decoder likeness and verdict. */
    @Test
    void eachTermOfTheLossReachesTheNetworksThatItIsFor() {
        Map<String, List<float[]>> usual = afterOneStep("kldWeight", "0.1");
        Map<String, List<float[]>> morePrior = afterOneStep("kldWeight", "5");
        Map<String, List<float[]>> noVerdict = afterOneStep("adversarialWeight", "0");

        assertThat(same(usual, morePrior, "decoder")).isTrue();
        assertThat(same(usual, morePrior, "encoder")).isFalse();
        assertThat(same(usual, noVerdict, "encoder")).isTrue();
        assertThat(same(usual, noVerdict, "decoder")).isFalse();
        assertThat(same(usual, noVerdict, "discriminator")).isTrue();
    }

    private static Map<String, List<float[]>> afterOneStep(String key, String value) {
        Map<String, List<float[]>> weights = new HashMap<>();
        Map<String, String> settings = Map.of("likeness", "features", "averageDecay", "0", key, value);
        try (TrainingSession session = Lesson.session("vaegan", settings, (network, step, rate) -> {
            network.update(step, rate);
            weights.put(network.network().name(), network.averagedWeights());
        })) {
            session.trainSteps(1);
        }
        return weights;
    }

    private static boolean same(Map<String, List<float[]>> one, Map<String, List<float[]>> other, String network) {
        List<float[]> of = one.get(network);
        return IntStream.range(0, of.size())
                .allMatch(i -> Arrays.equals(of.get(i), other.get(network).get(i)));
    }

    @ParameterizedTest
    @CsvSource({"vaegan, pixels", "vaegan, features", "vaegan-three-phase,"})
    void theFrozenDiscriminatorStaysAsItIsToTheBit(String system, String likeness) {
        List<TrainableNetwork> discriminator = new ArrayList<>();
        List<float[]> after = new ArrayList<>();
        int[] compared = {0};
        Map<String, String> settings = likeness == null ? Map.of() : Map.of("likeness", likeness);
        try (TrainingSession session = Lesson.session(system, settings, (network, step, rate) -> {
            network.update(step, rate);
            switch (network.network().name()) {
                case "discriminator" -> discriminator.add(network);
                case "verdict" -> {
                    discriminator.add(network);
                    after.addAll(weights(discriminator));
                }
                case "decoder" -> {
                    if (!after.isEmpty()) {
                        assertThat(weights(discriminator))
                                .usingRecursiveComparison()
                                .isEqualTo(after);
                        compared[0]++;
                    }
                    discriminator.clear();
                    after.clear();
                }
                default -> {}
            }
        })) {
            session.trainSteps(3);
        }
        assertThat(compared[0]).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "autoencoder, float32",
        "vae, float32",
        "vaegan, float32",
        "vaegan-three-phase, float32",
        "vae, bfloat16",
        "vaegan, bfloat16"
    })
    void aResumedRunIsTheUninterruptedOneToTheBit(String system, String precision) {
        Map<String, String> set = Map.of("precision", precision);
        byte[] uninterrupted;
        byte[] half;
        try (TrainingSession session = Lesson.session(system, set, TrainableNetwork::update)) {
            session.trainSteps(3);
            half = session.saveState();
            session.trainSteps(3);
            uninterrupted = session.saveState();
        }
        try (TrainingSession session = Lesson.recipe(system)
                .start(Lesson.SHAPES, Lesson.recipe(system).settings().parse(set), Optional.of(half))) {
            session.trainSteps(3);

            assertThat(session.saveState()).isEqualTo(uninterrupted);
        }
    }

    private static List<float[]> weights(List<TrainableNetwork> networks) {
        return networks.stream()
                .flatMap(network -> network.averagedWeights().stream())
                .toList();
    }

    private static Map<String, String> settings(String seed, String more) {
        Map<String, String> settings = new HashMap<>(Map.of("seed", seed));
        for (String pair : more.split(" ")) {
            if (!pair.isEmpty()) {
                settings.put(pair.split("=")[0], pair.split("=")[1]);
            }
        }
        return settings;
    }
}
