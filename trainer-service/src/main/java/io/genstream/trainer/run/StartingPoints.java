package io.genstream.trainer.run;

import io.genstream.trainer.checkpoint.CheckpointException;
import io.genstream.trainer.checkpoint.CheckpointStore;
import io.genstream.trainer.checkpoint.StoredCheckpoint;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.session.CommonSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what a run goes on from: its own newest checkpoint; for a run that new data started, else the newest of its
 * recipe's model; else nothing. One whose state cannot be read is passed over for the one before it, but a run of which none can
 * be read does not begin anew: what it learnt may still be there. Thread-safe.
 */
final class StartingPoints {
    private static final Logger LOGGER = LoggerFactory.getLogger(StartingPoints.class);
    private static final int TRIED = 3;

    private final CheckpointStore checkpoints;

    StartingPoints(CheckpointStore checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * A checkpoint and its training state.
     *
     * @param own whether this very run made it
     */
    record StartingPoint(StoredCheckpoint checkpoint, byte[] state, boolean own) {}

    /** @throws CheckpointException where the run has checkpoints and none can be read now; the call may be repeated */
    Optional<StartingPoint> of(Run run) {
        Optional<StartingPoint> own =
                firstReadable(checkpoints.ofRun(run.recipe().model(), run.runId()), true);
        if (own.isPresent() || !AutoRuns.isAuto(run)) {
            return own;
        }
        return firstReadable(
                checkpoints.ofRecipe(run.recipe().model(), run.recipe().name()), false);
    }

    private Optional<StartingPoint> firstReadable(List<StoredCheckpoint> newestFirst, boolean own) {
        CheckpointException unread = null;
        for (StoredCheckpoint checkpoint : newestFirst.subList(0, Math.min(TRIED, newestFirst.size()))) {
            if (!checkpoint.artifacts().containsKey(ExportedModel.STATE)) {
                continue;
            }
            try {
                byte[] state = checkpoints.read(checkpoint, ExportedModel.STATE);
                return Optional.of(new StartingPoint(checkpoint, state, own));
            } catch (CheckpointException e) {
                unread = e;
                LOGGER.warn(
                        "Cannot go on from {}/{}: {}; trying an earlier one",
                        checkpoint.model(),
                        checkpoint.version(),
                        e.getMessage());
            }
        }
        if (own && unread != null) {
            throw unread;
        }
        return Optional.empty();
    }

    /**
     * Gives a run that goes on from another run's checkpoint something left to do: its counters begin where that one ended,
     * which may be its target. It learns a quarter of the usual amount more, or up to the usual target, whichever is later.
     * The raised target is written into the run's own parameters, so that a resumed run does not raise it again.
     */
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
