package io.genstream.trainer.network;

import java.util.List;

/**
 * Mean and log variance of the latent of a 32 x 32 picture whose class is known (Sohn et al. 2015, "Learning structured
 * output representation using deep conditional generative models").
 */
public final class CvaeEncoder {
    private static final int FEATURES = 128;
    private static final double POSTERIOR_STD = 0.05;

    private CvaeEncoder() {}

    /** @param width channels of the first layer */
    public static Network describe(int latent, int width, int classes) {
        Initialiser he = Initialiser.HE;
        return new Network(
                "encoder",
                classes,
                List.of(
                        new Conv(1, width, 4, 2, 1, true, he),
                        Activation.LEAKY_RELU,
                        new Conv(width, 2 * width, 4, 2, 1, false, he),
                        new BatchNorm(2 * width),
                        Activation.LEAKY_RELU,
                        new Conv(2 * width, 4 * width, 4, 2, 1, false, he),
                        new BatchNorm(4 * width),
                        Activation.LEAKY_RELU,
                        Shaping.FLATTEN,
                        Shaping.APPEND_CONDITION,
                        new Dense(4 * width * 16 + classes, FEATURES, he),
                        Activation.LEAKY_RELU,
                        Shaping.APPEND_CONDITION,
                        new Dense(FEATURES + classes, 2 * latent, Initialiser.normal(POSTERIOR_STD))),
                "posterior");
    }
}
