package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * What a recipe may choose of a network that looks at pictures through strided convolutions.
 *
 * @param width channels of the first layer
 * @param side of the picture
 * @param channels of the picture
 * @param features of a dense layer before the score; 0 for none
 */
public record DiscriminatorShape(
        int width, int side, int channels, CriticNorm norm, int features, Initialiser initialiser) {

    /** Halves the picture until its maps are small, and lays them out in a row. */
    List<Layer> layers() {
        int[] maps = Pyramid.of(side).channels(width);
        List<Layer> layers = new ArrayList<>();
        layers.add(norm.edge(new Conv(channels, maps[maps.length - 1], 4, 2, 1, true, initialiser)));
        layers.add(Activation.LEAKY_RELU);
        for (int level = maps.length - 1; level > 0; level--) {
            layers.addAll(norm.hidden(maps[level], maps[level - 1], 4, 2, initialiser));
            layers.add(Activation.LEAKY_RELU);
        }
        layers.add(Shaping.FLATTEN);
        return layers;
    }

    /** Of that row. */
    int flat() {
        Pyramid pyramid = Pyramid.of(side);
        return pyramid.channels(width)[0] * pyramid.base() * pyramid.base();
    }
}
