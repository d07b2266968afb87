package io.genstream.inference.request;

import io.genstream.model.pixels.Encoding;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks for images [firstImage, firstImage + count) of a request, as the service sees it. Nothing is checked yet: {@link
 * RequestRules} does. Immutable; arrays are handed over, never changed.
 *
 * @param requestId with {@code firstImage} the identity of this record
 * @param version empty: the stable one
 * @param requestImages images of the whole request, over all its records
 * @param batchSize images in one delivered batch
 * @param conditionRows image i takes row i modulo size; empty to draw from the card's label rows
 * @param withLatents whether the answer carries the latents
 * @param priority higher goes first within a lane
 * @param deadline after it the answer is of no use
 * @param replyPartition of the answer; empty: by key
 * @param trace the span that serves this record
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record GenerationRequest(
        String requestId,
        String model,
        Optional<String> version,
        long firstImage,
        int count,
        long requestImages,
        int batchSize,
        long seed,
        LatentPlan latent,
        float[][] conditionRows,
        Encoding encoding,
        boolean withLatents,
        int priority,
        Optional<Instant> deadline,
        OptionalInt replyPartition,
        Context trace) {

    /** Whether an answer would come too late. */
    public boolean overdue(Instant now) {
        return deadline.isPresent() && now.isAfter(deadline.get());
    }

    /** What its outcome is told by. */
    public RequestIdentity identity() {
        return new RequestIdentity(requestId, firstImage, count, requestImages, model);
    }

    /** Images in one delivered batch, never more than there are. */
    public int imagesPerBatch() {
        return Math.min(batchSize, count);
    }

    @Override
    public String toString() {
        return "request " + requestId + "/" + firstImage + " (" + count + " images of " + model + ")";
    }
}
