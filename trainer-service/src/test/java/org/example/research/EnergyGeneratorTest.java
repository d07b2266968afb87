package org.example.research;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.testing.Shapes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One file of code and one recipe file are all that a system of one's own needs. */
class EnergyGeneratorTest {
    @Test
    void aSystemOfOnesOwnTrainsFromARecipeOfOnesOwn() {
        Recipe recipe = RecipeCatalogue.with(Optional.of(Path.of("src", "test", "resources", "research")))
                .find("shapes-energy")
                .orElseThrow();
        RecipeSettings settings = recipe.settings().parse(Map.of("scale", "smoke"));
        try (TrainingSession session = recipe.start(Shapes.unlabelled(64), settings, Optional.empty())) {
            session.trainSteps(2);
            double before = session.drainLosses().get("energy");
            session.trainSteps(50);
            session.drainLosses();
            session.trainSteps(Long.MAX_VALUE);

            assertThat(session.finished()).isTrue();
            assertThat(session.drainLosses().get("energy")).isLessThan(before / 2);
            assertThat(session.export().artifacts()).containsKeys(ExportedModel.GENERATOR, ExportedModel.STATE);
        }
    }
}
