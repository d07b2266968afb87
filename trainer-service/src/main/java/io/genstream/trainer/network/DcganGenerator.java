package io.genstream.trainer.network;

import java.util.stream.Stream;

/**
 * A 32 x 32 picture from a latent and a condition, in -1 to 1: dense to 4 x 4 maps, three transposed convolutions,
 * conditional batch normalisation (Radford et al. 2015, "Unsupervised representation learning with deep convolutional
 * generative adversarial networks").
 */
public final class DcganGenerator {
    private DcganGenerator() {}

    /**
     * @param width channels before the last layer
     * @param channels of the picture
     */
    public static Network describe(int latent, int width, int channels, Condition condition) {
        Initialiser normal = Initialiser.DCGAN;
        return new Network(
                "generator",
                condition,
                Condition.chain(
                        condition.appendedTo(new DenseToMap(latent + condition.rowSize(), 4 * width, 4, normal)),
                        Stream.of(
                                condition.normalisation(4 * width),
                                Activation.RELU,
                                new TransposedConv(4 * width, 2 * width, false, normal),
                                condition.normalisation(2 * width),
                                Activation.RELU,
                                new TransposedConv(2 * width, width, false, normal),
                                condition.normalisation(width),
                                Activation.RELU,
                                new TransposedConv(width, channels, true, normal),
                                Activation.TANH)),
                "signed");
    }
}
