package io.genstream.trainer.run;

import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Recipes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The recipes that start by themselves when their data set has a new revision. Run ids are a function of recipe and
 * revision, so that hearing of a revision twice, or again after a restart, starts nothing twice. Immutable.
 */
public final class AutoRuns {
    private final List<Recipe> recipes;

    /** @throws IllegalArgumentException naming a recipe that is not offered */
    public AutoRuns(Collection<String> names, Recipes offered) {
        List<Recipe> found = new ArrayList<>();
        for (String name : names) {
            found.add(offered.find(name)
                    .orElseThrow(() -> new IllegalArgumentException("auto.recipes names '" + name
                            + "', which this trainer does not offer; it offers "
                            + String.join(
                                    ", ",
                                    offered.all().stream().map(Recipe::name).toList()))));
        }
        this.recipes = List.copyOf(found);
    }

    static String runId(String recipe, long revision) {
        return recipe + "-r" + revision;
    }

    /** Whether this run started by itself, and therefore may go on from the model's last checkpoint. */
    static boolean isAuto(Run run) {
        return run.runId().equals(runId(run.recipe().name(), run.revision()));
    }

    List<RecipeSpec> boundTo(DatasetRevision revision) {
        return recipes.stream()
                .filter(recipe -> recipe.defaultDatasetId().equals(revision.datasetId()))
                .map(recipe -> new RecipeSpec(recipe.name(), revision.datasetId(), recipe.name(), Map.of()))
                .toList();
    }
}
