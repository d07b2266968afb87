package io.genstream.inference.testing;

import io.genstream.inference.request.GenerationRequest;
import io.genstream.inference.request.LatentPlan;
import io.genstream.model.pixels.Encoding;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.OptionalInt;

/** Sound domain requests, for tests to change one thing of. Immutable; each with… returns a new one. */
public record Requests(GenerationRequest request) {
    public static Requests of(String id, int count) {
        return new Requests(new GenerationRequest(
                id,
                "model",
                Optional.of("v1"),
                0,
                count,
                count,
                16,
                42,
                LatentPlan.drawn(),
                new float[0][],
                Encoding.RAW,
                false,
                0,
                Optional.empty(),
                OptionalInt.empty(),
                Context.root()));
    }

    public Requests range(long firstImage, int count, long requestImages) {
        GenerationRequest r = request;
        return new Requests(new GenerationRequest(
                r.requestId(),
                r.model(),
                r.version(),
                firstImage,
                count,
                requestImages,
                r.batchSize(),
                r.seed(),
                r.latent(),
                r.conditionRows(),
                r.encoding(),
                r.withLatents(),
                r.priority(),
                r.deadline(),
                r.replyPartition(),
                r.trace()));
    }

    public Requests batchSize(int batchSize) {
        GenerationRequest r = request;
        return new Requests(new GenerationRequest(
                r.requestId(),
                r.model(),
                r.version(),
                r.firstImage(),
                r.count(),
                r.requestImages(),
                batchSize,
                r.seed(),
                r.latent(),
                r.conditionRows(),
                r.encoding(),
                r.withLatents(),
                r.priority(),
                r.deadline(),
                r.replyPartition(),
                r.trace()));
    }

    public Requests latent(LatentPlan latent) {
        GenerationRequest r = request;
        return new Requests(new GenerationRequest(
                r.requestId(),
                r.model(),
                r.version(),
                r.firstImage(),
                r.count(),
                r.requestImages(),
                r.batchSize(),
                r.seed(),
                latent,
                r.conditionRows(),
                r.encoding(),
                r.withLatents(),
                r.priority(),
                r.deadline(),
                r.replyPartition(),
                r.trace()));
    }

    public Requests conditions(float[]... rows) {
        GenerationRequest r = request;
        return new Requests(new GenerationRequest(
                r.requestId(),
                r.model(),
                r.version(),
                r.firstImage(),
                r.count(),
                r.requestImages(),
                r.batchSize(),
                r.seed(),
                r.latent(),
                rows,
                r.encoding(),
                r.withLatents(),
                r.priority(),
                r.deadline(),
                r.replyPartition(),
                r.trace()));
    }

    public Requests replyPartition(int partition) {
        GenerationRequest r = request;
        return new Requests(new GenerationRequest(
                r.requestId(),
                r.model(),
                r.version(),
                r.firstImage(),
                r.count(),
                r.requestImages(),
                r.batchSize(),
                r.seed(),
                r.latent(),
                r.conditionRows(),
                r.encoding(),
                r.withLatents(),
                r.priority(),
                r.deadline(),
                OptionalInt.of(partition),
                r.trace()));
    }
}
