package io.genstream.trainer.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.generator.Generator;
import io.genstream.model.latent.LatentSampler;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.session.NetworkUpdate;
import io.genstream.trainer.testing.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recipe file of this house trains at its smoke scale, from two seeds, and the verdict can say no. */
class BuiltInRecipesTest {
    private static final TrainingData SHAPES = Shapes.unlabelled(64);
    private static final int DRAWN = 48;

    static Stream<YamlRecipe> recipes() {
        return RecipeCatalogue.all().all().stream()
                .filter(YamlRecipe.class::isInstance)
                .map(YamlRecipe.class::cast);
    }

    @Test
    void everyFileIsOfferedUnderItsOwnName() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "recipes"))) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();

            assertThat(RecipeFiles.BUILT_IN).containsExactlyInAnyOrderElementsOf(names);
            assertThat(recipes().map(YamlRecipe::name)).containsExactlyElementsOf(RecipeFiles.BUILT_IN);
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void movesFromNoiseTowardsThePictures(YamlRecipe recipe) {
        assertThat(strangeness(recipe, "1", TrainableNetwork::update)).isLessThan(0.8);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("recipes")
    void movesFromAnotherSeedAsWell(YamlRecipe recipe) {
        assertThat(strangeness(recipe, "2", TrainableNetwork::update)).isLessThan(0.8);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("recipes")
    void theVerdictRejectsAFrozenGeneratorAndGradientsOfTheWrongSign(YamlRecipe recipe) {
        NetworkUpdate frozen = (network, step, rate) -> {
            if (!network.network().name().matches("decoder|generator")) {
                network.update(step, rate);
            }
        };
        NetworkUpdate reversed = (network, step, rate) -> network.update(step, -rate);

        assertThat(strangeness(recipe, "1", frozen)).isGreaterThan(0.9);
        assertThat(strangeness(recipe, "1", reversed)).isGreaterThan(0.9);
    }

    /** How far drawn pictures are from the real ones in their mean, against those of a generator that never learnt. */
    private static double strangeness(YamlRecipe recipe, String seed, NetworkUpdate update) {
        Map<String, String> settings = Map.of("scale", "smoke", "seed", seed);
        try (TrainingSession session =
                recipe.start(SHAPES, recipe.settings().parse(settings), Optional.empty(), update)) {
            double before = distance(session.export());
            session.trainSteps(Long.MAX_VALUE);
            return distance(session.export()) / before;
        }
    }

    private static double distance(ExportedModel model) {
        float[][] latents = new float[DRAWN][];
        for (int i = 0; i < DRAWN; i++) {
            latents[i] = LatentSampler.draw(model.card(), 7, i, 1, OptionalDouble.empty());
        }
        try (Generator generator = Generator.open(
                model.artifacts().get(ExportedModel.GENERATOR), model.card(), RuntimeOptions.defaults())) {
            double[] made =
                    colour(generator.generate(latents, new float[DRAWN][0]).images());
            double[] real = colour(SHAPES.images());
            return Math.hypot(Math.hypot(made[0] - real[0], made[1] - real[1]), made[2] - real[2]);
        }
    }

    private static double[] colour(byte[][] images) {
        double[] mean = new double[3];
        for (byte[] image : images) {
            for (int i = 0; i < image.length; i++) {
                mean[i % 3] += (image[i] & 0xFF) / (image.length / 3.0 * images.length);
            }
        }
        return mean;
    }
}
