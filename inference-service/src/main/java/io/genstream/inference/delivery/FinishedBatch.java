package io.genstream.inference.delivery;

import io.genstream.inference.request.GenerationRequest;
import io.genstream.inference.request.Lane;
import io.genstream.inference.version.KnownVersion;

/**
 * Consecutive images of one request, encoded and ready to ship. Arrays are handed over.
 *
 * @param firstImage absolute index of {@code images[0]}
 * @param labels the condition row of each image; empty rows for an unconditional model
 * @param latents of each image; entries are null where the request did not ask for them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record FinishedBatch(
        GenerationRequest request,
        Lane lane,
        KnownVersion version,
        long firstImage,
        byte[][] images,
        float[][] labels,
        float[][] latents) {}
