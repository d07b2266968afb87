package io.genstream.trainer.recipe.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.extractor.FeatureExtractor;
import io.genstream.model.generator.GeneratedImages;
import io.genstream.model.generator.Generator;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.PreviewSheet;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.UnsuitableDataException;
import io.genstream.trainer.testing.Shapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session exports is what the serving runtime takes, by card and file alone. */
class ExportedModelTest {
    private static final Map<String, String> SMOKE =
            Map.of("size", "smoke", "images", "800", "batch", "16", "threads", "1");

    @ParameterizedTest
    @ValueSource(strings = {"digits-cgan", "digits-cvae"})
    void servingRuntimeTakesTheGenerator(String name) {
        ExportedModel model = train(name);
        ModelCard card = model.card();

        assertThat(model.kind()).isEqualTo(ModelKind.GENERATOR);
        assertThat(model.artifacts()).containsKeys(ExportedModel.GENERATOR, ExportedModel.STATE);
        assertThat(card.trainingData()).isEqualTo("digits r0");
        assertThat(card.licence()).isEqualTo("MIT");
        assertThat(card.labelRows()).hasSize(1_000);
        assertThat(card.metrics().get("parity-generator")).isBetween(0.0, 1e-4);
        try (Generator generator =
                Generator.open(model.artifacts().get(ExportedModel.GENERATOR), card, RuntimeOptions.defaults())) {
            int latent = card.latent().elements();
            GeneratedImages images = generator.generate(new float[3][latent], new float[][] {{0}, {9}, {4}});

            assertThat(images.images()).hasDimensions(3, 32 * 32);
            // the same latent under another class is another picture
            assertThat(images.images()[0]).isNotEqualTo(images.images()[1]);
        }
    }

    static List<TrainingData> shapes() {
        return List.of(Shapes.unlabelled(40), Shapes.ofClasses(40), Shapes.ofAttributes(40));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void servingRuntimeTakesGeneratorsOfAnyData(TrainingData data) {
        for (String name : List.of("image-cgan", "image-cvae")) {
            ExportedModel model = train(name, data, Map.of("width", "4", "batch", "8"));
            ModelCard card = model.card();

            assertThat(card.labelKind()).isEqualTo(data.labelKind());
            assertThat(card.attributeNames()).isEqualTo(data.attributeNames());
            assertThat(card.trainingData()).isEqualTo("shapes r2");
            assertThat(card.licence()).isEqualTo("CC0-1.0");
            assertThat(card.labelRows()).hasSize(data.labelKind() == LabelKind.NONE ? 0 : 1_000);
            assertThat(card.metrics().get("parity-generator")).isBetween(0.0, 1e-4);
            try (Generator generator =
                    Generator.open(model.artifacts().get(ExportedModel.GENERATOR), card, RuntimeOptions.defaults())) {
                float[][] conditions = {data.labels()[0], data.labels()[1]};
                GeneratedImages images =
                        generator.generate(new float[2][card.latent().elements()], conditions);

                assertThat(images.images()).hasDimensions(2, 32 * 32 * 3);
            }
        }
    }

    @Test
    void previewOfUnlabelledPicturesFitsADashboardFrame() {
        Recipe recipe = recipe("image-cgan");
        RecipeSettings settings = recipe.settings().parse(Map.of("width", "4"));
        try (TrainingSession session = recipe.start(Shapes.unlabelled(40), settings, Optional.empty())) {
            PreviewSheet sheet = session.preview().orElseThrow();

            assertThat(ImageCodec.decode(sheet.png()).channels()).isEqualTo(3);
            assertThat(sheet.rows() * sheet.columns()).isEqualTo(40);
            assertThat(sheet.png()).hasSizeLessThan(256 << 10);
        }
    }

    @Test
    void tooFewPicturesForABatchAreRefusedWithTheCure() {
        Recipe recipe = recipe("image-cgan");

        assertThatThrownBy(() ->
                        recipe.start(Shapes.unlabelled(20), recipe.settings().defaults(), Optional.empty()))
                .isInstanceOf(UnsuitableDataException.class)
                .hasMessageContaining("batch of 32")
                .hasMessageContaining("there are 20")
                .hasMessageContaining("set batch");
    }

    @Test
    void servingRuntimeTakesTheClassifier() {
        ExportedModel model = train("digits-classifier");

        assertThat(model.kind()).isEqualTo(ModelKind.CLASSIFIER);
        try (FeatureExtractor extractor = FeatureExtractor.open(
                model.artifacts().get(ExportedModel.CLASSIFIER), model.card(), RuntimeOptions.defaults())) {
            ExtractedFeatures features = extractor.extract(new byte[2][32 * 32], 32, 32, 1);

            assertThat(features.features()).hasDimensions(2, 64);
            assertThat(features.predictedClass()).hasSize(2);
        }
    }

    @Test
    void autoencoderAlsoGivesItsEncoder() {
        assertThat(train("digits-cvae").artifacts()).containsKey(ExportedModel.ENCODER);
    }

    @Test
    void previewHasAColumnAClassAndStaysTheSameWithoutTraining() {
        Recipe recipe = recipe("digits-cgan");
        try (TrainingSession session =
                recipe.start(Digits.train(100), recipe.settings().parse(SMOKE), Optional.empty())) {
            byte[] first = session.preview().orElseThrow().png();
            Pixels sheet = ImageCodec.decode(first);

            assertThat(session.preview().orElseThrow().columns()).isEqualTo(10);
            assertThat(sheet.width()).isEqualTo(2 + 10 * 34);
            assertThat(session.preview().orElseThrow().png()).isEqualTo(first);
            session.trainSteps(3);
            assertThat(session.preview().orElseThrow().png()).isNotEqualTo(first);
        }
    }

    @Test
    void lossesAreMeansSinceTheLastCall() {
        Recipe recipe = recipe("digits-cgan");
        try (TrainingSession session =
                recipe.start(Digits.train(100), recipe.settings().parse(SMOKE), Optional.empty())) {
            session.trainSteps(2);

            assertThat(session.drainLosses()).containsOnlyKeys("discriminator", "generator");
            assertThat(session.drainLosses()).isEmpty();
            assertThat(session.epoch()).isEqualTo(0.32);
        }
    }

    @Test
    void betaWeighsTheDivergence() {
        Recipe recipe = recipe("digits-cvae");
        Map<String, String> set = new HashMap<>(SMOKE);
        set.put("beta", "2.5");
        try (TrainingSession session =
                recipe.start(Digits.train(100), recipe.settings().parse(set), Optional.empty())) {
            session.trainSteps(1);
            Map<String, Double> losses = session.drainLosses();

            assertThat(losses.get("total"))
                    .isCloseTo(losses.get("reconstruction") + 2.5 * losses.get("divergence"), within(1e-3));
        }
    }

    private static ExportedModel train(String name) {
        return train(name, Digits.train(100), SMOKE);
    }

    private static ExportedModel train(String name, TrainingData data, Map<String, String> overrides) {
        Recipe recipe = recipe(name);
        try (TrainingSession session = recipe.start(data, recipe.settings().parse(overrides), Optional.empty())) {
            session.trainSteps(20);
            return session.export();
        }
    }

    private static Recipe recipe(String name) {
        return RecipeCatalogue.all().find(name).orElseThrow();
    }
}
