package io.genstream.gateway.generation;

import java.time.Instant;
import java.util.List;

/**
 * Some images of a request, as inference made them: uint8, height x width x channels.
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
        Instant madeAt) {}
