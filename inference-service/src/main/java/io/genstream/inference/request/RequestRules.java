package io.genstream.inference.request;

import static io.genstream.inference.request.FailureCode.INVALID_CONDITION;
import static io.genstream.inference.request.FailureCode.INVALID_REQUEST;
import static io.genstream.inference.request.FailureCode.LATENT_BASIS_MISSING;

import io.genstream.model.InvalidInputException;
import io.genstream.model.card.ConditionRows;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.LatentDistribution;
import io.genstream.model.card.ModelCard;
import io.genstream.model.latent.LatentSampler;

/**
 * Says whether a request can be served, before anything is queued for it. The gateway checks too, but anyone may write to
 * the topic. Stateless; every refusal names the field, its value and what would be right.
 */
public final class RequestRules {
    /** Images of one record; the gateway splits longer requests. */
    public static final int MAX_COUNT = 1024;

    /** The batch topics take 16 MiB; the rest is for the record's other fields. */
    static final long MAX_BATCH_BYTES = 15L << 20;

    /** More than a PNG of noise adds to its pixels. */
    private static final long ENCODING_OVERHEAD_BYTES = 1_024;

    private RequestRules() {}

    /**
     * What can be said without the model's card.
     *
     * @param replyPartitions partitions of the topic that the answer goes to
     * @throws RefusedException where the request is not sound
     */
    public static void check(GenerationRequest request, int replyPartitions) {
        require(!request.model().isBlank(), "model is empty");
        require(request.count() >= 1 && request.count() <= MAX_COUNT, range("count", request.count(), 1, MAX_COUNT));
        require(request.firstImage() >= 0, "firstImage must be at least 0, not " + request.firstImage());
        require(request.firstImage() <= Long.MAX_VALUE - MAX_COUNT, "firstImage + count exceeds 2^63 - 1");
        require(request.batchSize() >= 1, "batchSize must be at least 1, not " + request.batchSize());
        require(
                request.requestImages() >= request.firstImage() + request.count(),
                "requestImages is " + request.requestImages() + ", but this record reaches image "
                        + (request.firstImage() + request.count()));
        request.replyPartition()
                .ifPresent(partition -> require(
                        partition >= 0 && partition < replyPartitions,
                        range("replyPartition", partition, 0, replyPartitions - 1)));
        checkLatent(request.latent());
    }

    /**
     * What the card decides.
     *
     * @throws RefusedException where the request does not fit the model
     */
    public static void check(GenerationRequest request, ModelCard card) {
        try {
            ConditionRows.check(card, request.conditionRows());
        } catch (InvalidInputException e) {
            throw new RefusedException(INVALID_CONDITION, e.getMessage());
        }
        if (request.conditionRows().length == 0
                && card.conditional()
                && card.labelKind() == LabelKind.ATTRIBUTES
                && card.labelRows().isEmpty()) {
            throw new RefusedException(
                    INVALID_CONDITION, "the model's card has no label rows to draw from; give condition rows");
        }
        checkVectors(request, card);
        require(
                request.latent().truncation().isEmpty() || card.latent().distribution() == LatentDistribution.NORMAL,
                "truncation applies to normal latents only, and this model's are uniform; leave it out");
        checkBatchBytes(request, card);
    }

    private static void checkLatent(LatentPlan latent) {
        require(
                Double.isFinite(latent.sigma()) && latent.sigma() > 0,
                "sigma must be finite and above 0, not " + latent.sigma());
        latent.truncation()
                .ifPresent(bound -> require(
                        Double.isFinite(bound) && bound > 0, "truncation must be finite and above 0, not " + bound));
        latent.path()
                .ifPresent(path ->
                        require(path.steps() >= 2, "interpolation.steps must be at least 2, not " + path.steps()));
        require(
                latent.path().isEmpty() || latent.vectors().length == 0,
                "latent has both vectors and an interpolation; give one of them");
        if (latent.componentOffsets() > 0) {
            throw new RefusedException(
                    LATENT_BASIS_MISSING,
                    "componentOffsets need a latent basis, and no version is served with one; leave them out");
        }
    }

    private static void checkVectors(GenerationRequest request, ModelCard card) {
        float[][] vectors = request.latent().vectors();
        for (int i = 0; i < vectors.length; i++) {
            try {
                LatentSampler.check(card, vectors[i], i);
            } catch (InvalidInputException e) {
                throw new RefusedException(INVALID_REQUEST, e.getMessage());
            }
        }
    }

    private static void checkBatchBytes(GenerationRequest request, ModelCard card) {
        long floats = card.attributeNames().size()
                + (request.withLatents() ? card.latent().elements() : 0);
        long perImage = imageBytes(card) + ENCODING_OVERHEAD_BYTES + floats * Float.BYTES;
        long most = Math.max(1, MAX_BATCH_BYTES / perImage);
        require(
                request.imagesPerBatch() <= most,
                "batchSize " + request.batchSize() + " would make records above 16 MiB with " + card.height() + "x"
                        + card.width() + " images; at most " + most + " fit");
    }

    /** Bytes of one uncompressed image. */
    public static long imageBytes(ModelCard card) {
        return (long) card.height() * card.width() * card.channels();
    }

    private static String range(String field, int value, int from, int to) {
        return field + " must be " + from + " to " + to + ", not " + value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new RefusedException(INVALID_REQUEST, otherwise);
        }
    }
}
