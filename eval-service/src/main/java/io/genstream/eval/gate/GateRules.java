package io.genstream.eval.gate;

import java.time.Duration;

/**
 * The thresholds of the gate.
 *
 * @param agreementSlack a candidate's agreement may be this much below the stable version's
 * @param recallSlack likewise for recall: a collapsed model can have a small distance
 * @param minNeighbourRatio below this a candidate copies its training images
 * @param patience evaluated checkpoints of a run without improvement until it is stopped; 0 for never
 * @param collapseFactor a distance of more than this many times the run's best is a collapse
 * @param collapsedRecall recall below this is a collapse, once it was above {@code healthyRecall}
 * @param defaultPolicy of a model that no operator has spoken on
 * @param maxFigureAge older figures promote nothing: by then the log may have forgotten what was decided on them
 */
public record GateRules(
        double agreementSlack,
        double recallSlack,
        double minNeighbourRatio,
        int patience,
        double collapseFactor,
        double collapsedRecall,
        double healthyRecall,
        Policy defaultPolicy,
        Duration maxFigureAge) {

    public GateRules {
        requireShare("agreement slack", agreementSlack);
        requireShare("recall slack", recallSlack);
        requireShare("collapsed recall", collapsedRecall);
        requireShare("healthy recall", healthyRecall);
        if (!(minNeighbourRatio >= 0)) {
            throw new IllegalArgumentException(
                    "The smallest nearest-neighbour ratio is " + minNeighbourRatio + ": give 0 or more");
        }
        if (patience < 0) {
            throw new IllegalArgumentException(
                    "The patience is " + patience + " checkpoints: give 0 (never stop) or more");
        }
        if (!(collapseFactor > 1)) {
            throw new IllegalArgumentException("The collapse factor is " + collapseFactor + ": give more than 1");
        }
        if (maxFigureAge.isNegative() || maxFigureAge.isZero()) {
            throw new IllegalArgumentException(
                    "The greatest age of a figure is " + maxFigureAge + ": give a positive one");
        }
    }

    /** What suits the digits. */
    public static GateRules defaults() {
        return new GateRules(0.02, 0.05, 0.5, 12, 3.0, 0.1, 0.5, Policy.AUTO, Duration.ofDays(30));
    }

    public GateRules withPatience(int checkpoints) {
        return new GateRules(
                agreementSlack,
                recallSlack,
                minNeighbourRatio,
                checkpoints,
                collapseFactor,
                collapsedRecall,
                healthyRecall,
                defaultPolicy,
                maxFigureAge);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("The " + name + " is " + value + ": give 0 to 1");
        }
    }
}
