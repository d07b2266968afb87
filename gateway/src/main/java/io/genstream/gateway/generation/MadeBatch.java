package io.genstream.gateway.generation;

import java.time.Instant;
import java.util.List;

/**
 * Some images of a request, as inference made them: uint8, height x width x channels.
 *
 * @param labels condition row of each image; empty for an unconditional model
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
        Instant madeAt) {}
