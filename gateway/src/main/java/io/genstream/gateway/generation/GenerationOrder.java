package io.genstream.gateway.generation;

import io.genstream.gateway.views.ModelVersion;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A request that was accepted: valid, and bound to a version.
 *
 * @param conditions image i takes row i mod size; empty to draw them
 * @param batchImages images in one answer record
 * @param trace the span of this request; the root context where there is none
 */
public record GenerationOrder(
        String requestId,
        ModelVersion version,
        int count,
        long seed,
        LatentChoice latent,
        List<List<Float>> conditions,
        int batchImages,
        int priority,
        Optional<Instant> deadline,
        Instant acceptedAt,
        Context trace) {

    /** The same request under a span. */
    GenerationOrder traced(Context span) {
        return new GenerationOrder(
                requestId, version, count, seed, latent, conditions, batchImages, priority, deadline, acceptedAt, span);
    }

    /**
     * How latents come about.
     *
     * @param vectors image i takes vector i mod size; empty to draw them
     * @param withLatents the answer carries the latents
     */
    public record LatentChoice(
            double sigma,
            OptionalDouble truncation,
            List<List<Float>> vectors,
            Optional<Path> path,
            boolean withLatents) {}

    /** From the request's seed to another, in so many pictures. */
    public record Path(long toSeed, int steps) {}

    /** Images [firstImage, firstImage + count): one record. */
    public record Part(long firstImage, int count) {}
}
