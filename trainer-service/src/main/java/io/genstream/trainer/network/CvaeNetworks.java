package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The networks of a variational autoencoder whose pictures have a condition (Sohn et al. 2015, "Learning structured output
 * representation using deep conditional generative models"). The condition enters every normalisation of the decoder:
 * without that the latent learns to carry it, and a drawn latent contradicts what is asked for.
 *
 * @param width channels next to the picture
 * @param channels of the picture
 */
public record CvaeNetworks(int latent, int width, int side, int channels, Condition condition) {
    private static final Initialiser HE = Initialiser.HE;
    private static final int FEATURES = 128;
    private static final double POSTERIOR_STD = 0.05;

    /** Mean and log variance of the latent of a picture. */
    public Network encoder() {
        DiscriminatorShape shape = new DiscriminatorShape(width, side, channels, CriticNorm.BATCH, 0, HE);
        int rows = condition.rowSize();
        List<Layer> layers = shape.layers();
        layers.addAll(condition.appendedTo(new Dense(shape.flat() + rows, FEATURES, HE), Activation.LEAKY_RELU));
        layers.addAll(condition.appendedTo(new Dense(FEATURES + rows, 2 * latent, Initialiser.normal(POSTERIOR_STD))));
        return new Network("encoder", condition, layers, "posterior");
    }

    /** Bernoulli logits of a picture's values from its latent. */
    public Network decoder() {
        List<Layer> layers = new ArrayList<>(
                condition.appendedTo(new Dense(latent + condition.rowSize(), FEATURES, HE), Activation.RELU));
        layers.addAll(
                DcganGenerator.layers(new GeneratorShape(FEATURES, width, side, channels, false, 0, HE), condition));
        return new Network("decoder", condition, layers, "logits");
    }

    /** A decoder as it is served: latents drawn at a temperature, pixels in 0 to 1, {@code sigmoid(sharpness * logit)}. */
    public static Network served(Network decoder, double temperature, double sharpness) {
        return decoder.after(new LatentTemperature(temperature)).then("unit", new Activation.ScaledSigmoid(sharpness));
    }
}
