package io.genstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.export.ParityException;
import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.DivergedException;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.testing.Sabotage;
import io.genstream.trainer.testing.ShapePictures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trains every system for real. The sabotaged runs show that the verdict rejects training that does not train. */
class GanTrainingTest {
    private static final Map<String, String> SMALL =
            Map.of("width", "8", "batch", "16", "latent", "16", "averageDecay", "0.95", "images", "4000");

    /** Faster than on real pictures: a few hundred steps must do. */
    private static final Map<String, Map<String, String>> SYSTEMS = Map.of(
            "dcgan", Map.of("generatorLearningRate", "0.002", "discriminatorLearningRate", "0.001"),
            "wgan",
                    Map.of(
                            "generatorLearningRate", "0.001",
                            "discriminatorLearningRate", "0.001",
                            "discriminatorSteps", "2",
                            "weightClip", "0.05",
                            "images", "8000"),
            "wgan-gp",
                    Map.of(
                            "generatorLearningRate", "0.002",
                            "discriminatorLearningRate", "0.002",
                            "discriminatorSteps", "2",
                            "beta1", "0.5"),
            "began",
                    Map.of(
                            "generatorLearningRate", "0.002",
                            "discriminatorLearningRate", "0.002",
                            "equilibriumGain", "0.2",
                            "batch", "8",
                            "images", "960"));

    /** Seven of the first eight seeds of dcgan do, not the first. */
    @ParameterizedTest
    @ValueSource(strings = {"dcgan", "wgan-gp", "began"})
    void paintsTheShapes(String system) {
        assertThat(accepted(system, "2", TrainableNetwork::update)).isTrue();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"dcgan", "wgan", "wgan-gp", "began"})
    void paintsTheShapesFromAnotherSeed(String system) {
        assertThat(accepted(system, "3", TrainableNetwork::update)).isTrue();
    }

    static List<Arguments> sabotaged() {
        return SYSTEMS.keySet().stream()
                .sorted()
                .flatMap(system -> Stream.of(Sabotage.values())
                        .filter(sabotage -> sabotage.harms(system))
                        .map(sabotage -> Arguments.of(system, sabotage)))
                .toList();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("sabotaged")
    void verdictRejects(String system, Sabotage sabotage) {
        assertThat(accepted(system, "2", sabotage.update)).isFalse();
    }

    static boolean accepted(String system, String seed, NetworkUpdate update) {
        Map<String, String> set = new HashMap<>(SMALL);
        set.putAll(SYSTEMS.get(system));
        set.put("seed", seed);
        PictureSet pictures = ShapePictures.of(400, 32);
        try (TrainingSession session = GanSessions.start(system, pictures, set, Optional.empty(), update)) {
            session.trainSteps(Long.MAX_VALUE);
            PaintedShapes painted = PaintedShapes.of(session.export());
            // an autoencoder needs far longer until it tells one shape from another
            return system.equals("began") ? painted.likeOnAverage(pictures) : painted.inTheirColours();
        } catch (DivergedException | ParityException blownUp) {
            return false; // no checkpoint leaves such a run
        }
    }
}
