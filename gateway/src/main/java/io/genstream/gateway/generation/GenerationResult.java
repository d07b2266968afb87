package io.genstream.gateway.generation;

import java.time.Instant;
import java.util.List;

/** All images of a request, in order. The arrays are shared: nobody changes them. */
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
        Instant madeAt) {

    long bytes() {
        return (long) images.size() * height * width * channels;
    }
}
