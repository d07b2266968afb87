package io.genstream.trainer.network;

import java.util.List;

/**
 * A logit for "this 32 x 32 picture is a real one under that condition": strided convolutions with batch normalisation
 * (Radford et al. 2015), a dense layer, a label projection (Miyato and Koyama 2018).
 */
public final class DcganDiscriminator {
    private static final int FEATURES = 128;
    private static final double EMBEDDING_STD = 0.05;

    private DcganDiscriminator() {}

    /**
     * @param width channels of the first layer
     * @param channels of the picture
     */
    public static Network describe(int width, int channels, Condition condition) {
        Initialiser normal = Initialiser.DCGAN;
        return new Network(
                "discriminator",
                condition,
                List.of(
                        new Conv(channels, width, 4, 2, 1, true, normal),
                        Activation.LEAKY_RELU,
                        new Conv(width, 2 * width, 4, 2, 1, false, normal),
                        new BatchNorm(2 * width),
                        Activation.LEAKY_RELU,
                        new Conv(2 * width, 4 * width, 4, 2, 1, false, normal),
                        new BatchNorm(4 * width),
                        Activation.LEAKY_RELU,
                        Shaping.FLATTEN,
                        new Dense(4 * width * 16, FEATURES, normal),
                        Activation.LEAKY_RELU,
                        condition.logit(FEATURES, normal, EMBEDDING_STD)),
                "logit");
    }
}
