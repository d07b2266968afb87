package io.genstream.eval.gate;

import java.time.Instant;

/**
 * What is rolled out of a model; revision 0 means that nothing has been decided yet. Each change makes the next revision.
 *
 * @param stable version that users get; null for none
 * @param previousStable version that a roll-back goes to; null for none, so that two roll-backs do not undo each other
 * @param canary null for none
 * @param shadow null for none
 */
public record RolloutState(
        String model,
        String stable,
        String previousStable,
        String canary,
        int canaryPercent,
        String shadow,
        Policy policy,
        long revision,
        String by,
        String reason,
        Instant at) {

    /** Who changes a roll-out, why and when. */
    record Change(String by, String reason, Instant at) {}

    static RolloutState none(String model, Policy policy) {
        return new RolloutState(model, null, null, null, 0, null, policy, 0, "", "", Instant.EPOCH);
    }

    RolloutState promote(String version, Policy newPolicy, Change change) {
        String previous = version.equals(stable) ? previousStable : stable;
        return moved(version, previous, newPolicy, change);
    }

    /** The caller has made sure that there is a previous version. */
    RolloutState rollBack(Policy newPolicy, Change change) {
        return moved(previousStable, null, newPolicy, change);
    }

    RolloutState withCanary(String version, int percent, Change change) {
        return new RolloutState(
                model,
                stable,
                previousStable,
                version,
                version == null ? 0 : percent,
                shadow,
                policy,
                revision + 1,
                change.by(),
                change.reason(),
                change.at());
    }

    RolloutState withShadow(String version, Change change) {
        return new RolloutState(
                model,
                stable,
                previousStable,
                canary,
                canaryPercent,
                version,
                policy,
                revision + 1,
                change.by(),
                change.reason(),
                change.at());
    }

    RolloutState withPolicy(Policy newPolicy, Change change) {
        return moved(stable, previousStable, newPolicy, change);
    }

    /** A version that is stable now has no business as canary or shadow. */
    private RolloutState moved(String newStable, String newPrevious, Policy newPolicy, Change change) {
        boolean canaryStays = canary != null && !canary.equals(newStable);
        boolean shadowStays = shadow != null && !shadow.equals(newStable);
        return new RolloutState(
                model,
                newStable,
                newPrevious,
                canaryStays ? canary : null,
                canaryStays ? canaryPercent : 0,
                shadowStays ? shadow : null,
                newPolicy,
                revision + 1,
                change.by(),
                change.reason(),
                change.at());
    }
}
