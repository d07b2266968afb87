package io.genstream.trainer.network;

import java.util.stream.Stream;

/**
 * Bernoulli logits of a 32 x 32 picture from a latent and a condition (Sohn et al. 2015). The condition enters every
 * normalisation: without that the latent learns to carry it, and a drawn latent contradicts what is asked for.
 */
public final class CvaeDecoder {
    private static final int FEATURES = 128;

    private CvaeDecoder() {}

    /**
     * @param width channels before the last layer
     * @param channels of the picture
     */
    public static Network describe(int latent, int width, int channels, Condition condition) {
        Initialiser he = Initialiser.HE;
        int labels = condition.rowSize();
        return new Network(
                "decoder",
                condition,
                Condition.chain(
                        condition.appendedTo(new Dense(latent + labels, FEATURES, he), Activation.RELU),
                        condition.appendedTo(new DenseToMap(FEATURES + labels, 4 * width, 4, he)),
                        Stream.of(
                                condition.normalisation(4 * width),
                                Activation.RELU,
                                new TransposedConv(4 * width, 2 * width, false, he),
                                condition.normalisation(2 * width),
                                Activation.RELU,
                                new TransposedConv(2 * width, width, false, he),
                                condition.normalisation(width),
                                Activation.RELU,
                                new TransposedConv(width, channels, true, he))),
                "logits");
    }

    /** The decoder as it is served: latents drawn at a temperature, pixels in 0 to 1, {@code sigmoid(sharpness * logit)}. */
    public static Network served(Network decoder, double temperature, double sharpness) {
        Layer scaled = new LatentTemperature(temperature);
        return decoder.after(scaled).then("unit", new Activation.ScaledSigmoid(sharpness));
    }
}
