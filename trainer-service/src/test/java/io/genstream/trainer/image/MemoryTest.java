package io.genstream.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.session.Algorithm;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.SteppedSession;
import io.genstream.trainer.testing.NativeResources;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A leak of one tensor a step would end a run after an hour or two; here it is 150 tensors too many. */
class MemoryTest {
    private static final Map<String, String> SMOKE = Map.of("size", "smoke", "batch", "4", "threads", "1");
    private static final int WARM_UP = 5;
    private static final int STEPS = 150;

    private final TrainingPictures pictures = TrainingPictures.digits(Digits.train(40));

    @Test
    void ganStepsLeaveNothingBehind() {
        RecipeSettings settings = CganRecipes.digits().settings().parse(SMOKE);
        assertFlat(settings, source -> new CganAlgorithm(pictures, settings, source));
    }

    @Test
    void vaeStepsLeaveNothingBehind() {
        RecipeSettings settings = CvaeRecipes.digits().settings().parse(SMOKE);
        assertFlat(settings, source -> new CvaeAlgorithm(pictures, settings, source));
    }

    @Test
    void classifierStepsLeaveNothingBehind() {
        RecipeSettings settings = ClassifierRecipe.digits().settings().parse(SMOKE);
        assertFlat(settings, source -> new ClassifierAlgorithm(pictures, settings, source));
    }

    private void assertFlat(RecipeSettings settings, Function<NetworkSource, Algorithm> algorithm) {
        AtomicReference<NDManager> root = new AtomicReference<>();
        Algorithm.Factory factory = source -> {
            root.set(source.manager());
            return algorithm.apply(source);
        };
        try (TrainingSession session =
                SteppedSession.start("memory", settings, pictures.size(), Optional.empty(), factory)) {
            session.trainSteps(WARM_UP);
            session.export();
            session.preview();
            long before = NativeResources.count(root.get());
            session.trainSteps(STEPS);
            session.export();
            session.preview();

            assertThat(NativeResources.count(root.get())).isEqualTo(before).isPositive();
        }
    }
}
