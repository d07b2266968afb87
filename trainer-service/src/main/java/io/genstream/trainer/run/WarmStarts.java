package io.genstream.trainer.run;

import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.run.StartingPoints.StartingPoint;
import io.genstream.trainer.session.CommonSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a run that goes on from another run's checkpoint something left to do: its counters begin where that one ended,
 * which may be its target. It learns a quarter of the usual amount more, or up to the usual target, whichever is later.
 * The raised target is written into the run's own parameters, so that a resumed run does not raise it again. Stateless.
 */
final class WarmStarts {
    private WarmStarts() {}

    static RecipeSpec specFor(Recipe recipe, Run run, Optional<StartingPoint> start) {
        RecipeSpec spec = run.recipe();
        boolean hasTarget =
                recipe.settings().settings().stream().map(Setting::name).anyMatch(CommonSettings.IMAGES::equals);
        if (!hasTarget
                || start.isEmpty()
                || start.get().own()
                || spec.parameters().containsKey(CommonSettings.IMAGES)) {
            return spec;
        }
        RecipeSettings usual = recipe.settings().parse(spec.parameters());
        long target = usual.whole(CommonSettings.IMAGES);
        long raised = Math.max(target, start.get().checkpoint().imagesSeen() + target / 4);
        if (raised == target) {
            return spec;
        }
        Map<String, String> parameters = new HashMap<>(spec.parameters());
        parameters.put(CommonSettings.IMAGES, Long.toString(raised));
        return spec.withParameters(parameters);
    }
}
