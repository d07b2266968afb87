package io.genstream.trainer.network;

import java.util.List;

/**
 * A 32 x 32 picture from a latent and a class, in -1 to 1: dense to 4 x 4 maps, three transposed convolutions,
 * conditional batch normalisation (Radford et al. 2015, "Unsupervised representation learning with deep convolutional
 * generative adversarial networks").
 */
public final class DcganGenerator {
    private DcganGenerator() {}

    /** @param width channels before the last layer */
    public static Network describe(int latent, int width, int classes) {
        Initialiser normal = Initialiser.DCGAN;
        return new Network(
                "generator",
                classes,
                List.of(
                        Shaping.APPEND_CONDITION,
                        new DenseToMap(latent + classes, 4 * width, 4, normal),
                        new ConditionalBatchNorm(4 * width, classes),
                        Activation.RELU,
                        new TransposedConv(4 * width, 2 * width, false, normal),
                        new ConditionalBatchNorm(2 * width, classes),
                        Activation.RELU,
                        new TransposedConv(2 * width, width, false, normal),
                        new ConditionalBatchNorm(width, classes),
                        Activation.RELU,
                        new TransposedConv(width, 1, true, normal),
                        Activation.TANH),
                "signed");
    }
}
