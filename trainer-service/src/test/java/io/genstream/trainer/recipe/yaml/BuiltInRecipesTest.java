package io.genstream.trainer.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.generator.Generator;
import io.genstream.model.latent.LatentSampler;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.export.ParityException;
import io.genstream.trainer.network.NetworkUpdate;
import io.genstream.trainer.network.TrainableNetwork;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.session.TamperedSource;
import io.genstream.trainer.testing.CoarseLook;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe file of this house trains at its smoke scale, from two seeds, and the verdict can say no. Measured over all of
 * them: drawn pictures end at 0.30 to 0.68 of the distance from the real ones that an untrained generator has, and at 0.88 or
 * more under every sabotage of a GAN. A VAE-GAN's pictures do not tell whether its discriminator learnt, the discriminator's
 * loss does: it falls to 0.3 of its first value at most, and not at all where nobody steps it.
 */
class BuiltInRecipesTest {
    private static final TrainingData SHAPES = Shapes.unlabelled(64);
    private static final int DRAWN = 64;
    private static final int FIRST_STEPS = 5;
    private static final int LAST_STEPS = 20;

    /** What must not pass for training. */
    enum Sabotage {
        GENERATOR_FROZEN((network, step, rate) -> {
            if (!generates(network)) {
                network.update(step, rate);
            }
        }),
        CRITIC_NEVER_STEPPED((network, step, rate) -> {
            if (!network.network().name().matches("discriminator|verdict")) {
                network.update(step, rate);
            }
        }),
        GRADIENTS_OF_THE_WRONG_SIGN((network, step, rate) -> network.update(step, -rate)),
        GENERATORS_GRADIENT_OF_THE_WRONG_SIGN(
                (network, step, rate) -> network.update(step, generates(network) ? -rate : rate));

        final NetworkUpdate update;

        Sabotage(NetworkUpdate update) {
            this.update = update;
        }

        /** A clipped critic and its negative are the same game: with both signs turned nothing is wrong. */
        boolean harms(YamlRecipe recipe) {
            return switch (this) {
                case CRITIC_NEVER_STEPPED -> recipe.systemName().contains("gan");
                case GRADIENTS_OF_THE_WRONG_SIGN -> !recipe.systemName().equals("wgan");
                default -> true;
            };
        }

        private static boolean generates(TrainableNetwork network) {
            return network.network().name().matches("decoder|generator");
        }
    }

    /**
     * What a run came to.
     *
     * @param strangeness how far drawn pictures are from the real ones, against those of a generator that never learnt
     * @param discrimination a VAE-GAN's discriminator's last loss against its first; 0 for other systems
     */
    private record Course(double strangeness, double discrimination) {
        boolean learnt() {
            return strangeness < 0.78 && discrimination < 0.7;
        }
    }

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
    void learns(YamlRecipe recipe) {
        assertThat(course(recipe, "1", TrainableNetwork::update)).matches(Course::learnt, "learnt");
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("recipes")
    void learnsFromAnotherSeedAsWell(YamlRecipe recipe) {
        assertThat(course(recipe, "2", TrainableNetwork::update)).matches(Course::learnt, "learnt");
    }

    static Stream<Arguments> sabotaged() {
        return recipes().flatMap(recipe -> Stream.of(Sabotage.values())
                .filter(sabotage -> sabotage.harms(recipe))
                .map(sabotage -> Arguments.of(recipe, sabotage)));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("sabotaged")
    void theVerdictRejects(YamlRecipe recipe, Sabotage sabotage) {
        try {
            assertThat(course(recipe, "1", sabotage.update)).matches(course -> !course.learnt(), "did not learn");
        } catch (ParityException blownUp) {
            assertThat(blownUp).as("no checkpoint leaves such a run").hasMessageContaining("refused");
        }
    }

    private static Course course(YamlRecipe recipe, String seed, NetworkUpdate update) {
        RecipeSettings settings = recipe.settings().parse(Map.of("scale", "smoke", "seed", seed));
        long steps = settings.whole("images") / settings.whole("batch");
        try (TrainingSession session =
                TamperedSource.recipe(recipe, update).start(SHAPES, settings, Optional.empty())) {
            double before = distance(session.export());
            double first = discriminator(session, FIRST_STEPS);
            session.trainSteps(steps - FIRST_STEPS - LAST_STEPS);
            var unused = session.drainLosses();
            double last = discriminator(session, LAST_STEPS);
            return new Course(
                    distance(session.export()) / before, recipe.systemName().startsWith("vaegan") ? last / first : 0);
        }
    }

    /** Mean of its loss over the next steps; NaN where there is none. */
    private static double discriminator(TrainingSession session, long steps) {
        session.trainSteps(steps);
        return session.drainLosses().getOrDefault("discriminator", Double.NaN);
    }

    private static double distance(ExportedModel model) {
        float[][] latents = new float[DRAWN][];
        for (int i = 0; i < DRAWN; i++) {
            latents[i] = LatentSampler.draw(model.card(), 7, i, 1, OptionalDouble.empty());
        }
        try (Generator generator = Generator.open(
                model.artifacts().get(ExportedModel.GENERATOR), model.card(), RuntimeOptions.defaults())) {
            byte[][] drawn = generator.generate(latents, new float[DRAWN][0]).images();
            return CoarseLook.of(drawn, model.card().height())
                    .distance(CoarseLook.of(SHAPES.images(), SHAPES.height()));
        }
    }
}
