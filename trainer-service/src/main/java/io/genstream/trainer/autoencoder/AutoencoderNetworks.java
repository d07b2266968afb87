package io.genstream.trainer.autoencoder;

import io.genstream.trainer.network.Activation;
import io.genstream.trainer.network.BatchNorm;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.network.Conv;
import io.genstream.trainer.network.Dense;
import io.genstream.trainer.network.DenseToMap;
import io.genstream.trainer.network.Initialiser;
import io.genstream.trainer.network.Layer;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.Precision;
import io.genstream.trainer.network.Shaping;
import io.genstream.trainer.network.TransposedConv;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.TrainingPrecision;
import java.util.ArrayList;
import java.util.List;

/**
 * Strided convolutions down to a code, transposed ones back up, and the discriminator of a VAE-GAN, at any side that
 * {@code 2^depth} divides. Batch normalisation and LeakyReLU after every convolution but the last.
 *
 * @param width channels next to the picture; every halving of the side doubles them
 * @param depth convolutions each way
 */
record AutoencoderNetworks(int side, int channels, int width, int depth, int latent, Precision precision) {
    /** Of the code: its values begin near those of a standard normal. */
    private static final Initialiser CODE = fanIn -> 0.5 / Math.sqrt(fanIn);

    AutoencoderNetworks {
        if (side % (1 << depth) != 0) {
            throw new IllegalArgumentException("a side of " + side + " cannot be halved " + depth + " times");
        }
    }

    static AutoencoderNetworks of(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        return new AutoencoderNetworks(
                pictures.side(),
                pictures.channels(),
                settings.count(AutoencoderSettings.WIDTH),
                settings.count(AutoencoderSettings.DEPTH),
                settings.count(AutoencoderSettings.LATENT),
                TrainingPrecision.of(settings, source));
    }

    /** @param perLatent 1 for a code, 2 for the means and log variances of a posterior */
    Network encoder(int perLatent) {
        List<Layer> layers = new ArrayList<>();
        down(layers, Initialiser.HE);
        layers.add(Shaping.FLATTEN);
        layers.add(new Dense(deepest() * bottom() * bottom(), perLatent * latent, CODE));
        return new Network("encoder", Condition.none(), layers, perLatent == 1 ? "code" : "posterior", precision);
    }

    /** @param output what brings values into the range of the pictures */
    Network decoder(Activation output) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new DenseToMap(latent, deepest(), bottom(), Initialiser.HE));
        for (int in = deepest(); in > width; in /= 2) {
            layers.add(new BatchNorm(in));
            layers.add(Activation.LEAKY_RELU);
            layers.add(new TransposedConv(in, in / 2, false, Initialiser.HE));
        }
        layers.add(new BatchNorm(width));
        layers.add(Activation.LEAKY_RELU);
        layers.add(new TransposedConv(width, channels, true, Initialiser.HE));
        layers.add(output);
        return new Network("decoder", Condition.none(), layers, "picture", precision);
    }

    /** The discriminator up to its last hidden layer, whose likeness a reconstruction can be held to. */
    Network discriminator() {
        List<Layer> layers = new ArrayList<>();
        down(layers, Initialiser.DCGAN);
        return new Network("discriminator", Condition.none(), layers, "features", precision);
    }

    /** What it makes of those features. */
    Network verdict() {
        List<Layer> layers = List.of(new Conv(deepest(), 1, bottom(), 1, 0, true, Initialiser.DCGAN), Shaping.FLATTEN);
        return new Network("verdict", Condition.none(), layers, "logit", precision);
    }

    private void down(List<Layer> layers, Initialiser initialiser) {
        int in = channels;
        for (int out = width; out <= deepest(); out *= 2) {
            layers.add(new Conv(in, out, 4, 2, 1, false, initialiser));
            layers.add(new BatchNorm(out));
            layers.add(Activation.LEAKY_RELU);
            in = out;
        }
    }

    private int deepest() {
        return width << depth - 1;
    }

    private int bottom() {
        return side >> depth;
    }
}
