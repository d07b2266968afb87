package io.genstream.trainer.digits;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ModelCard;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.extractor.FeatureExtractor;
import io.genstream.model.generator.GeneratedImages;
import io.genstream.model.generator.Generator;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.ModelKind;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.TrainingSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        Recipe recipe = new DigitsCgan();
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
        Recipe recipe = new DigitsCgan();
        try (TrainingSession session =
                recipe.start(Digits.train(100), recipe.settings().parse(SMOKE), Optional.empty())) {
            session.trainSteps(2);

            assertThat(session.drainLosses()).containsOnlyKeys("discriminator", "generator");
            assertThat(session.drainLosses()).isEmpty();
            assertThat(session.epoch()).isEqualTo(0.32);
        }
    }

    private static ExportedModel train(String name) {
        Recipe recipe = recipe(name);
        try (TrainingSession session =
                recipe.start(Digits.train(100), recipe.settings().parse(SMOKE), Optional.empty())) {
            session.trainSteps(20);
            return session.export();
        }
    }

    private static Recipe recipe(String name) {
        List<Recipe> found = DigitsRecipes.all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .toList();
        return found.get(0);
    }
}
