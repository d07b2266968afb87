package io.genstream.trainer.recipe.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import io.genstream.trainer.recipe.yaml.YamlRecipe;
import io.genstream.trainer.testing.NativeResources;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leak of one tensor a step would end a run after an hour or two; here it is 150 tensors too many. */
class MemoryTest {
    private static final Map<String, String> SMOKE = Map.of("size", "smoke", "batch", "4", "threads", "1");
    private static final int WARM_UP = 5;
    private static final int STEPS = 150;

    @ParameterizedTest
    @ValueSource(strings = {"digits-cgan", "digits-cvae", "digits-classifier"})
    void stepsLeaveNothingBehind(String name) {
        YamlRecipe recipe = (YamlRecipe) RecipeCatalogue.all().find(name).orElseThrow();
        AtomicReference<NDManager> root = new AtomicReference<>();
        try (TrainingSession session =
                watched(recipe, root).start(Digits.train(40), recipe.settings().parse(SMOKE), Optional.empty())) {
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

    private static YamlRecipe watched(YamlRecipe recipe, AtomicReference<NDManager> root) {
        TrainingSystem system = recipe.system();
        return new YamlRecipe(
                recipe.name(),
                recipe.summary(),
                recipe.defaultDatasetId(),
                recipe.settings(),
                recipe.systemName(),
                TrainingSystem.of(system.settings(), (pictures, settings, source) -> {
                    root.set(source.manager());
                    return system.make(pictures, settings, source);
                }));
    }
}
