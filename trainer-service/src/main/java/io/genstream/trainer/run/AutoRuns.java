package io.genstream.trainer.run;

import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Recipes;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The recipes that are bound to a data set: they start by themselves whenever it has a new revision. Run ids are a function
 * of model and revision, so that hearing of a revision twice, or again after a restart, starts nothing twice. Immutable.
 */
public final class AutoRuns {
    private static final char AT = '@';

    private final List<RecipeSpec> bound;

    /**
     * @param bindings {@code recipe} for its own data set, or {@code recipe@datasetId}
     * @throws IllegalArgumentException naming a recipe that is not offered or has no data set of its own
     */
    public AutoRuns(Collection<String> bindings, Recipes offered) {
        this.bound = bindings.stream().map(binding -> spec(binding, offered)).toList();
    }

    private static RecipeSpec spec(String binding, Recipes offered) {
        int at = binding.indexOf(AT);
        String name = at < 0 ? binding : binding.substring(0, at);
        Recipe recipe = offered.find(name)
                .orElseThrow(() -> new IllegalArgumentException("auto.recipes names '" + name
                        + "', which this trainer does not offer; it offers " + String.join(", ", offered.names())));
        RecipeSpec spec = new RecipeSpec(name, at < 0 ? "" : binding.substring(at + 1), "", Map.of()).completed(recipe);
        if (spec.datasetId().isBlank()) {
            throw new IllegalArgumentException("auto.recipes names '" + binding
                    + "', a recipe for any data set: say which one with " + name + AT + "datasetId");
        }
        return spec;
    }

    static String runId(RecipeSpec spec, long revision) {
        return spec.model() + "-r" + revision;
    }

    /** Why such a run is there. */
    static String reason(RecipeSpec spec, long revision) {
        return "revision " + revision + " of data set " + spec.datasetId();
    }

    /** Whether this run started by itself: it may go on from the model's last checkpoint, and makes way for ordered ones. */
    static boolean isAuto(Run run) {
        return run.runId().equals(runId(run.recipe(), run.revision()));
    }

    List<RecipeSpec> boundTo(DatasetRevision revision) {
        return bound.stream()
                .filter(spec -> spec.datasetId().equals(revision.datasetId()))
                .toList();
    }
}
