package io.genstream.trainer.network;

import java.util.stream.Stream;

/**
 * Mean and log variance of the latent of a 32 x 32 picture whose condition is known (Sohn et al. 2015, "Learning
 * structured output representation using deep conditional generative models").
 */
public final class CvaeEncoder {
    private static final int FEATURES = 128;
    private static final double POSTERIOR_STD = 0.05;

    private CvaeEncoder() {}

    /**
     * @param width channels of the first layer
     * @param channels of the picture
     */
    public static Network describe(int latent, int width, int channels, Condition condition) {
        Initialiser he = Initialiser.HE;
        int labels = condition.rowSize();
        return new Network(
                "encoder",
                condition,
                Condition.chain(
                        Stream.of(
                                new Conv(channels, width, 4, 2, 1, true, he),
                                Activation.LEAKY_RELU,
                                new Conv(width, 2 * width, 4, 2, 1, false, he),
                                new BatchNorm(2 * width),
                                Activation.LEAKY_RELU,
                                new Conv(2 * width, 4 * width, 4, 2, 1, false, he),
                                new BatchNorm(4 * width),
                                Activation.LEAKY_RELU,
                                Shaping.FLATTEN),
                        condition.appendedTo(new Dense(4 * width * 16 + labels, FEATURES, he), Activation.LEAKY_RELU),
                        condition.appendedTo(
                                new Dense(FEATURES + labels, 2 * latent, Initialiser.normal(POSTERIOR_STD)))),
                "posterior");
    }
}
