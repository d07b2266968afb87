package io.genstream.gateway.generation;

import java.time.Instant;
import java.util.List;

/**
 * All images of a request, in order. The arrays are shared: nobody changes them.
 *
 * @param latents latent of each image; empty where the request did not ask for them
 */
record GenerationResult(
        String requestId,
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

    long bytes() {
        return (long) images.size() * height * width * channels;
    }
}
