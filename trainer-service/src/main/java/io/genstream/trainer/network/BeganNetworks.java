package io.genstream.trainer.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The networks of Berthelot et al. 2017, "BEGAN: boundary equilibrium generative adversarial networks", figure 1: two 3 x 3
 * convolutions with ELU at every size; channels grow by one width a halving on the way in and stay the same on the way out;
 * nearest-neighbour upsampling; no activation at the output. The generator is the discriminator's decoder with weights of
 * its own.
 */
public final class BeganNetworks {
    private static final Initialiser HE = Initialiser.HE;

    private BeganNetworks() {}

    /** @param channels of the picture */
    public static Network generator(int latent, int width, int side, int channels) {
        return new Network(
                "generator", Condition.none(), decoder(latent, width, side, channels, CriticNorm.NONE), "signed");
    }

    /** @param latent size of the code between its encoder and its decoder */
    public static Network autoencoder(int latent, int width, int side, int channels, CriticNorm norm) {
        Pyramid pyramid = Pyramid.of(side).shortened();
        List<Layer> layers = new ArrayList<>();
        layers.add(norm.edge(new Conv(channels, width, 3, 1, 1, true, HE)));
        layers.add(Activation.ELU);
        for (int level = 1; level <= pyramid.doublings() + 1; level++) {
            int maps = level * width;
            int next = level <= pyramid.doublings() ? maps + width : maps;
            layers.addAll(norm.hidden(maps, maps, 3, 1, HE));
            layers.add(Activation.ELU);
            layers.addAll(norm.hidden(maps, next, 3, next == maps ? 1 : 2, HE));
            layers.add(Activation.ELU);
        }
        layers.add(Shaping.FLATTEN);
        int deepest = (pyramid.doublings() + 1) * width;
        layers.add(norm.edge(new Dense(deepest * pyramid.base() * pyramid.base(), latent, HE)));
        layers.addAll(decoder(latent, width, side, channels, norm));
        return new Network("discriminator", Condition.none(), layers, "rebuilt");
    }

    private static List<Layer> decoder(int latent, int width, int side, int channels, CriticNorm norm) {
        Pyramid pyramid = Pyramid.of(side).shortened();
        List<Layer> layers = new ArrayList<>();
        layers.add(new DenseToMap(latent, width, pyramid.base(), HE));
        for (int level = 0; level <= pyramid.doublings(); level++) {
            if (level > 0) {
                layers.add(Shaping.UPSAMPLE);
            }
            layers.addAll(norm.hidden(width, width, 3, 1, HE));
            layers.add(Activation.ELU);
            layers.addAll(norm.hidden(width, width, 3, 1, HE));
            layers.add(Activation.ELU);
        }
        layers.add(norm.edge(new Conv(width, channels, 3, 1, 1, true, HE)));
        return layers;
    }
}
