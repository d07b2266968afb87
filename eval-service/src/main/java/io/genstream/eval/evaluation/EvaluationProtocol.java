package io.genstream.eval.evaluation;

/**
 * What is the same in every evaluation, so that figures compare.
 *
 * @param images generated images of one evaluation
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

    public EvaluationProtocol {
        if (images < 100 || images > MAX_IMAGES) {
            throw new IllegalArgumentException("an evaluation has 100 to " + MAX_IMAGES + " images, not " + images);
        }
    }
}
