package io.genstream.trainer.recipe.yaml;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.genstream.trainer.testing.Painted;
import io.genstream.trainer.testing.Sabotage;
import io.genstream.trainer.testing.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int PICTURES = 64;
    private static final int FIRST_STEPS = 5;
    private static final int LAST_STEPS = 20;

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

    /** With a scale for it; the others have tests of their own. */
    static Stream<YamlRecipe> recipes() {
        return RecipeCatalogue.all().all().stream()
                .map(YamlRecipe.class::cast)
                .filter(recipe -> recipe.settings().defaults().has("scale"));
    }

    private static TrainingData shapes(YamlRecipe recipe) {
        return recipe.systemName().equals("cgan") ? Shapes.ofAttributes(PICTURES) : Shapes.unlabelled(PICTURES);
    }

    @Test
    void everyFileIsOfferedUnderItsOwnName() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "recipes"))) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();

            assertThat(RecipeFiles.BUILT_IN).containsExactlyInAnyOrderElementsOf(names);
            assertThat(RecipeCatalogue.all().names()).containsExactlyElementsOf(RecipeFiles.BUILT_IN);
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
                .filter(sabotage -> sabotage.harms(recipe.systemName()))
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
                TamperedSource.recipe(recipe, update).start(shapes(recipe), settings, Optional.empty())) {
            double before = distance(session.export(), shapes(recipe));
            double first = discriminator(session, FIRST_STEPS);
            session.trainSteps(steps - FIRST_STEPS - LAST_STEPS);
            var unused = session.drainLosses();
            double last = discriminator(session, LAST_STEPS);
            return new Course(
                    distance(session.export(), shapes(recipe)) / before,
                    recipe.systemName().startsWith("vaegan") ? last / first : 0);
        }
    }

    /** Mean of its loss over the next steps; NaN where there is none. */
    private static double discriminator(TrainingSession session, long steps) {
        session.trainSteps(steps);
        return session.drainLosses().getOrDefault("discriminator", Double.NaN);
    }

    private static double distance(ExportedModel model, TrainingData data) {
        boolean conditional = model.card().conditional();
        byte[][] drawn = conditional ? Painted.of(model, data.labels()) : Painted.of(model, PICTURES);
        return CoarseLook.of(drawn, model.card().height()).distance(CoarseLook.of(data.images(), data.height()));
    }
}
