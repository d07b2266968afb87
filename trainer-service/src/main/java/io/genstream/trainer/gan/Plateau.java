package io.genstream.trainer.gan;

import java.util.function.DoubleUnaryOperator;

/**
 * Shrinks learning rates when a measure stalls, as Berthelot et al. 2017 do by half with BEGAN's measure of convergence. The
 * measure of one batch is noise, so its running mean is watched: over about a quarter of the patience. Used by one thread.
 */
final class Plateau {
    private static final double SPAN = 0.25;
    /** Relative: the rounding of a mean that stands still is no progress. */
    private static final double PROGRESS = 1e-4;

    private final double patienceImages;
    private final double shrink;
    private double weighted;
    private double weight;
    private double best;
    private double waitedImages;
    private double factor;

    /**
     * @param patienceImages without a better mean until the rates shrink; 0 for never
     * @param saved takes the number of a fresh start and gives the one to go on from, in the order of {@link #numbers}
     */
    Plateau(double patienceImages, double shrink, DoubleUnaryOperator saved) {
        this.patienceImages = patienceImages;
        this.shrink = shrink;
        this.weighted = saved.applyAsDouble(0);
        this.weight = saved.applyAsDouble(0);
        this.best = saved.applyAsDouble(Double.MAX_VALUE);
        this.waitedImages = saved.applyAsDouble(0);
        this.factor = saved.applyAsDouble(1);
    }

    void observe(double measure, int images) {
        if (patienceImages == 0) {
            return;
        }
        double keep = StrictMath.exp(-images / (SPAN * patienceImages));
        weighted = keep * weighted + (1 - keep) * measure;
        weight = keep * weight + (1 - keep);
        double mean = weighted / weight;
        if (mean < best * (1 - PROGRESS)) {
            best = mean;
            waitedImages = 0;
            return;
        }
        waitedImages += images;
        if (waitedImages >= patienceImages) {
            factor *= shrink;
            waitedImages = 0;
        }
    }

    /** Of the learning rates as they were at the start. */
    double factor() {
        return factor;
    }

    double[] numbers() {
        return new double[] {weighted, weight, best, waitedImages, factor};
    }
}
