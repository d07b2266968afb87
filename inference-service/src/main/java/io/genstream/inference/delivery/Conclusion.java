package io.genstream.inference.delivery;

import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RequestEnd;
import io.genstream.inference.request.RequestIdentity;
import java.util.List;
import java.util.Optional;

/**
 * How a request record ended and where its images lie.
 *
 * @param version used or asked for; empty where none was resolved
 * @param partition of the lane's batch topic; -1 where there are no images
 * @param offsets of the batches in image order; empty unless it completed
 */
public record Conclusion(
        RequestIdentity request,
        Lane lane,
        Optional<String> version,
        RequestEnd end,
        int partition,
        List<Long> offsets) {

    public Conclusion {
        offsets = List.copyOf(offsets);
    }

    /** An end without images. */
    public static Conclusion without(RequestIdentity request, Lane lane, Optional<String> version, RequestEnd end) {
        return new Conclusion(request, lane, version, end, -1, List.of());
    }
}
