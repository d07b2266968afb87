package io.genstream.gateway.generation;

import java.util.List;
import java.util.Optional;

/**
 * How one record of a request ended.
 *
 * @param partition of image-batches that holds its batches
 * @param code of the failure, where the state is FAILED
 */
public record PartOutcome(
        String requestId,
        long firstImage,
        int count,
        long requestImages,
        State state,
        String model,
        Optional<String> version,
        int partition,
        List<Long> offsets,
        Optional<String> code,
        Optional<String> message) {

    /** The end that it came to. */
    public enum State {
        COMPLETED,
        FAILED,
        CANCELLED,
        EXPIRED
    }
}
