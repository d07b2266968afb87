package io.genstream.trainer.run;

import java.time.Instant;
import java.util.Optional;

/**
 * One training run as it stands. Immutable: each step of its life makes a new one, and a step that {@link RunState} does
 * not allow throws.
 *
 * @param revision of the data set; 0 until it is bound to one
 * @param owner trainer instance that wrote this
 * @param reason why it is in this state, for people
 * @param commandAt when the last command that it obeyed was given
 */
public record Run(
        String runId,
        RunState state,
        RecipeSpec recipe,
        long revision,
        String owner,
        Optional<String> lastCheckpoint,
        long step,
        long imagesSeen,
        String reason,
        Instant startedAt,
        Instant updatedAt,
        Instant commandAt) {

    /** A run that waits for its turn. */
    public static Run queued(String runId, RecipeSpec recipe, long revision, String owner, String reason, Instant now) {
        return first(RunState.QUEUED, runId, recipe, revision, owner, reason, now);
    }

    /** A run that cannot even be queued; it is written down so that whoever asked for it learns why. */
    public static Run refused(String runId, RecipeSpec recipe, String owner, String reason, Instant now) {
        return first(RunState.FAILED, runId, recipe, 0, owner, reason, now);
    }

    /** A stop that overtook its start: it is written down, so that the start does nothing when it comes. */
    public static Run stopped(String runId, RecipeSpec recipe, String owner, String reason, Instant now) {
        return first(RunState.STOPPED, runId, recipe, 0, owner, reason, now);
    }

    private static Run first(
            RunState state, String runId, RecipeSpec recipe, long revision, String owner, String reason, Instant now) {
        return new Run(runId, state, recipe, revision, owner, Optional.empty(), 0, 0, reason, now, now, Instant.EPOCH);
    }

    /** @throws IllegalStateException where a run in this state cannot go there */
    public Run to(RunState next, String newReason, String newOwner, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("run " + runId + " is " + state + " and cannot become " + next);
        }
        return new Run(
                runId,
                next,
                recipe,
                revision,
                newOwner,
                lastCheckpoint,
                step,
                imagesSeen,
                newReason,
                startedAt,
                now,
                commandAt);
    }

    /** The same run, which obeyed a command of that time. */
    Run obeyed(Instant given) {
        return new Run(
                runId,
                state,
                recipe,
                revision,
                owner,
                lastCheckpoint,
                step,
                imagesSeen,
                reason,
                startedAt,
                updatedAt,
                given);
    }

    /** The same run with the data and settings that it really trains with. */
    public Run bound(long newRevision, RecipeSpec newRecipe, Instant now) {
        return new Run(
                runId,
                state,
                newRecipe,
                newRevision,
                owner,
                lastCheckpoint,
                step,
                imagesSeen,
                reason,
                startedAt,
                now,
                commandAt);
    }

    /** A checkpoint may still arrive when the run was stopped meanwhile; the state stays. */
    public Run checkpointed(Outcome.Published checkpoint, Instant now) {
        return new Run(
                runId,
                state,
                recipe,
                revision,
                owner,
                Optional.of(checkpoint.version()),
                checkpoint.step(),
                checkpoint.imagesSeen(),
                reason,
                startedAt,
                now,
                commandAt);
    }
}
