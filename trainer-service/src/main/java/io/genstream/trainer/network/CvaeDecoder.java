package io.genstream.trainer.network;

import java.util.List;

/**
 * Bernoulli logits of a 32 x 32 picture from a latent and a class (Sohn et al. 2015). The class enters every
 * normalisation: without that the latent learns to carry it, and a drawn latent contradicts the class asked for.
 */
public final class CvaeDecoder {
    private static final int FEATURES = 128;

    private CvaeDecoder() {}

    /** @param width channels before the last layer */
    public static Network describe(int latent, int width, int classes) {
        Initialiser he = Initialiser.HE;
        return new Network(
                "decoder",
                classes,
                List.of(
                        Shaping.APPEND_CONDITION,
                        new Dense(latent + classes, FEATURES, he),
                        Activation.RELU,
                        Shaping.APPEND_CONDITION,
                        new DenseToMap(FEATURES + classes, 4 * width, 4, he),
                        new ConditionalBatchNorm(4 * width, classes),
                        Activation.RELU,
                        new TransposedConv(4 * width, 2 * width, false, he),
                        new ConditionalBatchNorm(2 * width, classes),
                        Activation.RELU,
                        new TransposedConv(2 * width, width, false, he),
                        new ConditionalBatchNorm(width, classes),
                        Activation.RELU,
                        new TransposedConv(width, 1, true, he)),
                "logits");
    }

    /** The decoder as it is served: latents drawn at a temperature, pixels in 0 to 1, {@code sigmoid(sharpness * logit)}. */
    public static Network served(Network decoder, double temperature, double sharpness) {
        return decoder.startingWith(new AppendConditionToScaled(temperature))
                .then("unit", new Activation.ScaledSigmoid(sharpness));
    }
}
