package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A score of a picture by strided convolutions (Radford et al. 2015): a logit for a discriminator, a bare number for a
 * critic.
 */
public final class UnconditionalDiscriminator {
    private UnconditionalDiscriminator() {}

    /**
     * @param width channels of the first layer
     * @param channels of the picture
     */
    public static Network describe(int width, int side, int channels, CriticNorm norm, Initialiser initialiser) {
        Pyramid pyramid = Pyramid.of(side);
        int[] maps = pyramid.channels(width);
        List<Layer> layers = new ArrayList<>();
        layers.add(norm.edge(new Conv(channels, maps[maps.length - 1], 4, 2, 1, true, initialiser)));
        layers.add(Activation.LEAKY_RELU);
        for (int level = maps.length - 1; level > 0; level--) {
            layers.addAll(norm.hidden(maps[level], maps[level - 1], 4, 2, initialiser));
            layers.add(Activation.LEAKY_RELU);
        }
        layers.add(Shaping.FLATTEN);
        layers.add(norm.edge(new Dense(maps[0] * pyramid.base() * pyramid.base(), 1, initialiser)));
        return new Network("discriminator", Condition.none(), layers, "score");
    }
}
