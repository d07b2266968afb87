package io.genstream.gateway.generation;

import io.genstream.model.pixels.Pixels;
import java.time.Instant;
import java.util.List;

/**
 * Some images of a request, as inference made them: uint8, height x width x channels. The arrays are shared: nobody changes
 * them.
 *
 * @param labels condition row of each image; empty for an unconditional model
 * @param latents latent of each image; empty where the request did not ask for them
 */
public record MadeBatch(
        String requestId,
        long firstImage,
        long requestImages,
        String model,
        String version,
        long seed,
        int height,
        int width,
        int channels,
        List<byte[]> images,
        List<List<Float>> labels,
        List<List<Float>> latents,
        Instant madeAt) {

    long imageBytes() {
        return (long) height * width * channels;
    }

    Pixels pixels(int i) {
        return new Pixels(height, width, channels, images.get(i));
    }

    List<Float> label(int i) {
        return i < labels.size() ? labels.get(i) : List.of();
    }
}
