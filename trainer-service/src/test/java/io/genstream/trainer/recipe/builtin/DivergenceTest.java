package io.genstream.trainer.recipe.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.DivergedException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.TrainingSession;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Real training, sabotaged by a learning rate that no network survives. */
class DivergenceTest {
    @Test
    void stopsAtTheFirstLossThatIsNotFiniteAndNamesIt() {
        Recipe recipe = RecipeCatalogue.all().find("digits-cvae").orElseThrow();
        var settings = recipe.settings()
                .parse(Map.of(
                        "images", "100000", "threads", "1", "batch", "16", "size", "smoke", "learningRate", "100"));
        try (TrainingSession session = recipe.start(Digits.train(100), settings, Optional.empty())) {
            long[] last = new long[1];

            assertThatThrownBy(() -> {
                        while (!session.finished()) {
                            session.trainSteps(1);
                            last[0] = session.step();
                        }
                    })
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining(" at step " + session.step() + ":")
                    .hasMessageMatching("(?s)loss term '(total|reconstruction|divergence)' is (NaN|-?Infinity).*");
            assertThat(session.step())
                    .as("the step that diverged does not count")
                    .isEqualTo(last[0]);
        }
    }
}
