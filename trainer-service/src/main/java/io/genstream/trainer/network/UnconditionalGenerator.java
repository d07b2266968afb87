package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture in -1 to 1 from a latent, by the rules of Radford et al. 2015, "Unsupervised representation learning with deep
 * convolutional generative adversarial networks": projected to small maps, doubled until it has the picture's side, batch
 * normalisation everywhere but at the output.
 */
public final class UnconditionalGenerator {
    private UnconditionalGenerator() {}

    public static Network describe(GeneratorShape shape) {
        Pyramid pyramid = Pyramid.of(shape.side());
        int[] channels = pyramid.channels(shape.width());
        List<Layer> layers = new ArrayList<>();
        layers.add(new DenseToMap(shape.latent(), channels[0], pyramid.base(), shape.initialiser()));
        for (int level = 0; level < channels.length; level++) {
            boolean last = level + 1 == channels.length;
            layers.add(new BatchNorm(channels[level]));
            layers.add(Activation.RELU);
            if (shape.dropout() > 0) {
                layers.add(new Dropout(shape.dropout()));
            }
            layers.addAll(doubled(shape, channels[level], last ? shape.channels() : channels[level + 1], last));
        }
        layers.add(Activation.TANH);
        return new Network("generator", Condition.none(), layers, "signed");
    }

    private static List<Layer> doubled(GeneratorShape shape, int in, int out, boolean hasBias) {
        return shape.upsampled()
                ? List.of(Shaping.UPSAMPLE, new Conv(in, out, 3, 1, 1, hasBias, shape.initialiser()))
                : List.of(new TransposedConv(in, out, hasBias, shape.initialiser()));
    }
}
