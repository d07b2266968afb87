package io.genstream.inference.request;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the latents of a request come about; see the Avro record Latent for the meaning of each field. Immutable.
 *
 * @param vectors explicit latents, image i takes vector i modulo size; empty to draw
 * @param componentOffsets how many steps along principal components are asked for
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record LatentPlan(
        double sigma, OptionalDouble truncation, float[][] vectors, Optional<Path> path, int componentOffsets) {

    /** From the request's seed to another, in so many pictures. */
    public record Path(long toSeed, int steps) {}

    /** The distribution that the model was trained with. */
    public static LatentPlan drawn() {
        return new LatentPlan(1, OptionalDouble.empty(), new float[0][], Optional.empty(), 0);
    }
}
