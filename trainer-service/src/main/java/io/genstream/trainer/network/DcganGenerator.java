package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture in -1 to 1 from a latent, by the rules of Radford et al. 2015, "Unsupervised representation learning with deep
 * convolutional generative adversarial networks": projected to small maps, doubled until it has the picture's side, batch
 * normalisation everywhere but at the output. A condition joins the latent and enters every normalisation.
 */
public final class DcganGenerator {
    private DcganGenerator() {}

    public static Network describe(GeneratorShape shape, Condition condition) {
        List<Layer> layers = layers(shape, condition);
        layers.add(Activation.TANH);
        return new Network("generator", condition, layers, "signed");
    }

    /** Up to the picture's values, before the function that brings them into a range. */
    static List<Layer> layers(GeneratorShape shape, Condition condition) {
        Pyramid pyramid = Pyramid.of(shape.side());
        int[] channels = pyramid.channels(shape.width());
        List<Layer> layers = new ArrayList<>(condition.appendedTo(new DenseToMap(
                shape.latent() + condition.rowSize(), channels[0], pyramid.base(), shape.initialiser())));
        for (int level = 0; level < channels.length; level++) {
            boolean last = level + 1 == channels.length;
            layers.add(condition.normalisation(channels[level]));
            layers.add(Activation.RELU);
            if (shape.dropout() > 0) {
                layers.add(new Dropout(shape.dropout()));
            }
            layers.addAll(doubled(shape, channels[level], last ? shape.channels() : channels[level + 1], last));
        }
        return layers;
    }

    private static List<Layer> doubled(GeneratorShape shape, int in, int out, boolean hasBias) {
        return shape.upsampled()
                ? List.of(Shaping.UPSAMPLE, new Conv(in, out, 3, 1, 1, hasBias, shape.initialiser()))
                : List.of(new TransposedConv(in, out, hasBias, shape.initialiser()));
    }
}
