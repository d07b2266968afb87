package io.genstream.trainer.recipe.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.YamlRecipe;
import io.genstream.trainer.session.TamperedSource;
import io.genstream.trainer.testing.Sabotage;
import io.genstream.trainer.testing.Shapes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trains for real at smoke size. The sabotaged runs show that the verdicts reject training that does not train. */
class SmokeTrainingTest {
    private static final Map<String, String> DIGITS =
            Map.of("size", "smoke", "images", "9600", "batch", "8", "threads", "1");
    private static final Map<String, String> SHAPES_CGAN = Map.of(
            "width",
            "8",
            "images",
            "1600",
            "batch",
            "8",
            "generatorLearningRate",
            "0.002",
            "discriminatorLearningRate",
            "0.001",
            "averageDecay",
            "0.98");
    private static final Map<String, String> SHAPES_CVAE =
            Map.of("width", "8", "images", "2000", "batch", "8", "averageDecay", "0.95", "learningRate", "0.005");

    @Test
    void paintsTheDigitsAskedFor() {
        assertThat(Verdict.accepts(train("digits-cvae", TrainableNetwork::update, DIGITS, Digits.train())))
                .isTrue();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"LABELS_SHUFFLED", "GENERATOR_FROZEN", "OPTIMISER_NOT_STEPPED"})
    void verdictOnDigitsRejects(Sabotage sabotage) {
        TrainingData data = sabotage.tamper(Digits.train());

        assertThat(Verdict.accepts(train("digits-cvae", sabotage.update, DIGITS, data)))
                .isFalse();
    }

    @Test
    void adversarialNetworksPaintTheShapesAskedFor() {
        ExportedModel model = train("image-cgan", TrainableNetwork::update, SHAPES_CGAN, Shapes.ofClasses(500));

        assertThat(ShapeVerdict.accepts(model)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"LABELS_SHUFFLED", "GENERATOR_FROZEN", "OPTIMISER_NOT_STEPPED"})
    void verdictOnAdversarialShapesRejects(Sabotage sabotage) {
        TrainingData data = sabotage.tamper(Shapes.ofClasses(500));

        assertThat(ShapeVerdict.accepts(train("image-cgan", sabotage.update, SHAPES_CGAN, data)))
                .isFalse();
    }

    @Test
    void autoencodersPaintTheShapesAskedFor() {
        ExportedModel model = train("image-cvae", TrainableNetwork::update, SHAPES_CVAE, Shapes.ofClasses(500));

        assertThat(ShapeVerdict.accepts(model)).isTrue();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"LABELS_SHUFFLED", "GENERATOR_FROZEN", "OPTIMISER_NOT_STEPPED"})
    void verdictOnAutoencodedShapesRejects(Sabotage sabotage) {
        TrainingData data = sabotage.tamper(Shapes.ofClasses(500));

        assertThat(ShapeVerdict.accepts(train("image-cvae", sabotage.update, SHAPES_CVAE, data)))
                .isFalse();
    }

    @Test
    void attributesSteerTheColour() {
        ExportedModel model = train("image-cgan", TrainableNetwork::update, SHAPES_CGAN, Shapes.ofAttributes(500));

        assertThat(ShapeVerdict.accepts(model)).isTrue();
    }

    private static ExportedModel train(String name, NetworkUpdate update, Map<String, String> set, TrainingData data) {
        YamlRecipe recipe = (YamlRecipe) RecipeCatalogue.all().find(name).orElseThrow();
        try (TrainingSession session = TamperedSource.recipe(recipe, update)
                .start(data, recipe.settings().parse(set), Optional.empty())) {
            session.trainSteps(Long.MAX_VALUE);
            assertThat(session.finished()).isTrue();
            return session.export();
        }
    }
}
