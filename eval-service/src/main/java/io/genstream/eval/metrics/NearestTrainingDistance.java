package io.genstream.eval.metrics;

import java.util.Arrays;

/**
 * Tells copies of the training set: the median distance of generated images to their nearest training image, over the same
 * median for unseen real images. Near 1 is as new as a real picture; near 0 is a copy machine, whose Fréchet distance looks
 * perfect.
 *
 * <p>The nearest-neighbour check of C. Meehan, K. Chaudhuri, S. Dasgupta: "A Non-Parametric Test to Detect Data-Copying in
 * Generative Models", AISTATS 2020, reduced to one ratio.
 *
 * <p>Immutable and thread-safe; the medians of the reference are found once. Used by the evaluator and the benchmarks.
 */
public final class NearestTrainingDistance {
    private final Neighbours train;
    private final double unseenMedian;

    /**
     * @param train features of the images that models learn from
     * @param unseen features of real images that no model has seen
     */
    public NearestTrainingDistance(float[][] train, float[][] unseen) {
        this.train = new Neighbours(train);
        this.unseenMedian = medianDistance(unseen, this.train);
    }

    public double ratio(float[][] generated) {
        return medianDistance(generated, train) / unseenMedian;
    }

    private static double medianDistance(float[][] queries, Neighbours candidates) {
        if (queries.length == 0) {
            throw new IllegalArgumentException("no vectors: a median needs at least one");
        }
        float[] squared = candidates.nearest(queries);
        Arrays.sort(squared);
        int middle = squared.length / 2;
        double upper = Math.sqrt(squared[middle]);
        return squared.length % 2 == 1 ? upper : 0.5 * (upper + Math.sqrt(squared[middle - 1]));
    }
}
