package io.genstream.standalone.cli.runs;

import io.genstream.standalone.ExitCode;
import io.genstream.standalone.StandaloneException;
import io.genstream.standalone.cli.DidYouMean;
import io.genstream.trainer.RecipeCatalogue;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.Recipe;
import java.util.List;
import java.util.Map;

/** The recipes of the trainer that this command line was built with: the API has no word for them. Stateless. */
final class OfferedRecipes {
    private OfferedRecipes() {}

    static List<Recipe> all() {
        return List.copyOf(RecipeCatalogue.all().all());
    }

    static Recipe find(String name) {
        List<String> names = all().stream().map(Recipe::name).toList();
        return all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StandaloneException(
                        ExitCode.NOT_FOUND,
                        "there is no recipe " + name + "; there are " + String.join(", ", names)
                                + DidYouMean.sentence(name, names)));
    }

    /** Refuses what the trainer would refuse, only sooner. */
    static void check(Recipe recipe, Map<String, String> parameters) {
        try {
            recipe.settings().parse(parameters);
        } catch (InvalidSettingException e) {
            throw new StandaloneException(ExitCode.USAGE, "--set: " + e.getMessage(), e);
        }
    }
}
