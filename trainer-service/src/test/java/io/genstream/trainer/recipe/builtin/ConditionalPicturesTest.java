package io.genstream.trainer.recipe.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.RecipeReader;
import io.genstream.trainer.recipe.yaml.YamlRecipe;
import io.genstream.trainer.session.TamperedSource;
import io.genstream.trainer.testing.Sabotage;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipe files of conditional systems at 64 x 64 on float attributes, trained for real at smoke size. */
class ConditionalPicturesTest {
    private static final String CGAN =
            """
            name: squares-cgan
            summary: Squares where and as they are asked for
            system: cgan
            settings: {condition: attributes, side: 64, width: 8, latent: 8, batch: 16, images: 2400, generatorLearningRate: 0.002, discriminatorLearningRate: 0.001, averageDecay: 0.95}
            """;
    private static final String CVAE =
            """
            name: squares-cvae
            summary: Squares where and as they are asked for
            system: cvae
            settings: {condition: attributes, side: 64, width: 8, latent: 2, batch: 16, images: 3200, learningRate: 0.005, averageDecay: 0.9, beta: 30}
            """;

    @ParameterizedTest
    @ValueSource(strings = {CGAN, CVAE})
    void attributesActOnThePicture(String file) {
        ExportedModel model = train(file, TrainableNetwork::update, Squares.data(400));
        ModelCard card = model.card();

        assertThat(Squares.obeys(model))
                .as("correlations %s", Arrays.toString(Squares.correlations(model)))
                .isTrue();
        assertThat(card.width()).isEqualTo(64);
        assertThat(card.labelKind()).isEqualTo(LabelKind.ATTRIBUTES);
        assertThat(card.attributeNames()).isEqualTo(Squares.ATTRIBUTES);
        assertThat(card.condition().orElseThrow().shape()).containsExactly(3);
        assertThat(card.labelRows()).hasSize(1_000).allSatisfy(row -> assertThat(row)
                .hasSize(3));
    }

    @ParameterizedTest
    @EnumSource(names = {"LABELS_SHUFFLED", "GENERATOR_FROZEN", "OPTIMISER_NOT_STEPPED"})
    void theVerdictRejects(Sabotage sabotage) {
        TrainingData data = sabotage.tamper(Squares.data(400));

        assertThat(Squares.obeys(train(CVAE, sabotage.update, data))).isFalse();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"LABELS_SHUFFLED", "GENERATOR_FROZEN", "OPTIMISER_NOT_STEPPED"})
    void theVerdictRejectsAdversarial(Sabotage sabotage) {
        TrainingData data = sabotage.tamper(Squares.data(400));

        assertThat(Squares.obeys(train(CGAN, sabotage.update, data))).isFalse();
    }

    private static ExportedModel train(String file, NetworkUpdate update, TrainingData data) {
        YamlRecipe recipe = new RecipeReader(RecipeCatalogue.systems()).read("squares.yaml", file);
        try (TrainingSession session = TamperedSource.recipe(recipe, update)
                .start(data, recipe.settings().defaults(), Optional.empty())) {
            session.trainSteps(Long.MAX_VALUE);
            return session.export();
        }
    }
}
