package io.genstream.eval.metrics;

import io.genstream.schemas.Measures;
import java.util.Arrays;
import java.util.Map;

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
public final class NearestTrainingDistance implements Metric {
    private static final Measure NEAREST_TRAINING =
            new Measure(Measures.NEAREST_TRAINING, Measure.Kind.RATIO, "nn-train", "");

    private final Neighbours train;
    private final double unseenMedian;

    private NearestTrainingDistance(Neighbours train, double unseenMedian) {
        this.train = train;
        this.unseenMedian = unseenMedian;
    }

    /**
     * @param train features of the images that models learn from
     * @param unseen features of real images that no model has seen
     */
    public NearestTrainingDistance(float[][] train, float[][] unseen) {
        this.train = new Neighbours(train);
        this.unseenMedian = median(this.train.nearest(unseen));
    }

    /** Where no real images are kept from models: each training image stands for an unseen one among all others. */
    public static NearestTrainingDistance amongTraining(float[][] train) {
        Neighbours neighbours = new Neighbours(train);
        return new NearestTrainingDistance(neighbours, median(neighbours.kthNearest(train, 1)));
    }

    @Override
    public Map<Measure, Estimate> measure(FeatureSet generated) {
        return Map.of(NEAREST_TRAINING, Estimate.plain(ratio(generated.vectors())));
    }

    /** 1 where real images repeat each other exactly: nothing can be nearer than they are. */
    public double ratio(float[][] generated) {
        if (unseenMedian == 0) {
            return 1;
        }
        return median(train.nearest(generated)) / unseenMedian;
    }

    private static double median(float[] squared) {
        if (squared.length == 0) {
            throw new IllegalArgumentException("no vectors: a median needs at least one");
        }
        Arrays.sort(squared);
        int middle = squared.length / 2;
        double upper = Math.sqrt(squared[middle]);
        return squared.length % 2 == 1 ? upper : 0.5 * (upper + Math.sqrt(squared[middle - 1]));
    }
}
