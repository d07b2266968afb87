package io.genstream.trainer.network;

/**
 * What a recipe may choose of a generator.
 *
 * @param width channels before the picture
 * @param side of the picture
 * @param channels of the picture
 * @param upsampled nearest neighbour and a convolution in place of transposed convolutions
 * @param dropout probability, behind every hidden layer
 */
public record GeneratorShape(
        int latent, int width, int side, int channels, boolean upsampled, double dropout, Initialiser initialiser) {}
