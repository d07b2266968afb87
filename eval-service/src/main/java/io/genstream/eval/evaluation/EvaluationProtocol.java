package io.genstream.eval.evaluation;

import io.genstream.eval.reference.Reference;

/**
 * What is the same in every evaluation, so that figures compare.
 *
 * @param images generated images of one evaluation; fewer of a data set that has no classifier and is small
 */
public record EvaluationProtocol(int images) {
    /** Seed of the generated images and of every draw of the evaluation itself. */
    public static final long SEED = 20261122;

    /** Images of one batch, and of one record of features. */
    public static final int BATCH_SIZE = 128;

    /** Images of one request record at most: the contract of topic evaluation-requests. */
    public static final int MAX_RECORD_IMAGES = 1024;

    /** Rows of an evaluation that anyone else asked for: bounds what one accumulator may hold. */
    public static final int MAX_IMAGES = 20_000;

    /** The least for any data set: 64 features have a covariance then. */
    private static final int MIN_IMAGES = 250;

    public EvaluationProtocol {
        if (images < 100 || images > MAX_IMAGES) {
            throw new IllegalArgumentException("an evaluation has 100 to " + MAX_IMAGES + " images, not " + images);
        }
    }

    /**
     * Generated images of an evaluation against this reference. Halved until they are no more than the real ones, so that precision
     * and recall compare sets of like size; halving keeps the metrics' names while a data set grows a little.
     */
    public int images(Reference reference) {
        int count = images;
        while (reference.extractor().classNames().isEmpty() && count > reference.count() && count / 2 >= MIN_IMAGES) {
            count /= 2;
        }
        return count;
    }
}
