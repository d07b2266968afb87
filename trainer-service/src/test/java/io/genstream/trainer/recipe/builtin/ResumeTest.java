package io.genstream.trainer.recipe.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.IncompatibleStateException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.TrainingSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** At one thread a resumed run is, bit by bit, the run that was never interrupted. */
class ResumeTest {
    private static final Map<String, String> SMOKE = Map.of("images", "1000000", "threads", "1", "batch", "16");

    private final TrainingData data = Digits.train(100);

    static List<Recipe> recipes() {
        return Stream.of("digits-cgan", "digits-cvae", "digits-classifier", "image-cgan", "image-cvae")
                .map(name -> RecipeCatalogue.all().find(name).orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void resumedRunEqualsUninterruptedRun(Recipe recipe) {
        RecipeSettings settings = small(recipe, SMOKE);
        byte[] straight;
        try (TrainingSession session = recipe.start(data, settings, Optional.empty())) {
            session.trainSteps(10);
            straight = session.saveState();
        }
        byte[] half;
        try (TrainingSession session = recipe.start(data, settings, Optional.empty())) {
            session.trainSteps(5);
            half = session.saveState();
        }
        try (TrainingSession session = recipe.start(data, settings, Optional.of(half))) {
            assertThat(session.step()).isEqualTo(5);
            assertThat(session.imagesSeen()).isEqualTo(80);
            session.trainSteps(5);

            byte[] resumed = session.saveState();
            assertThat(Arrays.mismatch(resumed, straight)).isEqualTo(-1);
            assertThat(Arrays.equals(resumed, half)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void anotherSeedGivesAnotherRun(Recipe recipe) {
        byte[] one = stateAfter(recipe, SMOKE);
        Map<String, String> otherSeed = new HashMap<>(SMOKE);
        otherSeed.put("seed", "99");

        assertThat(Arrays.equals(stateAfter(recipe, otherSeed), one)).isFalse();
    }

    @Test
    void refusesAStateOfAnotherRecipe() {
        List<Recipe> recipes = recipes();
        byte[] state = stateAfter(recipes.get(0), SMOKE);
        RecipeSettings settings = small(recipes.get(1), SMOKE);

        assertThatThrownBy(() -> recipes.get(1).start(data, settings, Optional.of(state)))
                .isInstanceOf(IncompatibleStateException.class)
                .hasMessageContaining("digits-cgan")
                .hasMessageContaining("digits-cvae");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void refusesAStateOfAnotherSize(Recipe recipe) {
        byte[] state = stateAfter(recipe, SMOKE);
        RecipeSettings full = recipe.settings().defaults();

        assertThatThrownBy(() -> recipe.start(data, full, Optional.of(state)))
                .isInstanceOf(IncompatibleStateException.class);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void refusesAStateThatIsCutShort(Recipe recipe) {
        byte[] state = stateAfter(recipe, SMOKE);
        byte[] cut = Arrays.copyOf(state, state.length / 2);
        RecipeSettings settings = small(recipe, SMOKE);

        assertThatThrownBy(() -> recipe.start(data, settings, Optional.of(cut)))
                .isInstanceOf(IncompatibleStateException.class);
        assertThatThrownBy(() -> recipe.start(data, settings, Optional.of(new byte[] {1, 2, 3, 4, 5})))
                .isInstanceOf(IncompatibleStateException.class);
    }

    /** Releases before kept an average of the discriminator's weights, which nobody read, behind all else. */
    @Test
    void goesOnFromAStateThatKnowsMore() {
        Recipe recipe = recipes().get(0);
        byte[] state = stateAfter(recipe, SMOKE);
        byte[] more = Arrays.copyOf(state, state.length + 1_000);
        try (TrainingSession session = recipe.start(data, small(recipe, SMOKE), Optional.of(more))) {
            assertThat(session.saveState()).isEqualTo(state);
        }
    }

    private static RecipeSettings small(Recipe recipe, Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        boolean ofOneWidth = recipe.settings().defaults().has("size");
        all.put(ofOneWidth ? "size" : "width", ofOneWidth ? "smoke" : "8");
        return recipe.settings().parse(all);
    }

    private byte[] stateAfter(Recipe recipe, Map<String, String> overrides) {
        try (TrainingSession session = recipe.start(data, small(recipe, overrides), Optional.empty())) {
            session.trainSteps(1);
            return session.saveState();
        }
    }
}
