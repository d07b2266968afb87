package io.genstream.model.generator;

import io.genstream.model.pixels.Pixels;

/**
 * What a generator made: RAW pictures (uint8, height x width x channels), in the order of the latents.
 *
 * @param height pixels
 * @param width pixels
 * @param channels 1 (grey) or 3 (RGB)
 * @param images one array of height x width x channels bytes per latent
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
public record GeneratedImages(int height, int width, int channels, byte[][] images) {
    /** The i-th picture; shares its bytes. */
    public Pixels pixels(int i) {
        return new Pixels(height, width, channels, images[i]);
    }
}
