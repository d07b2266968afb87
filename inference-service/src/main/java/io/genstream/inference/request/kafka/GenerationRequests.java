package io.genstream.inference.request.kafka;

import io.genstream.inference.request.GenerationRequest;
import io.genstream.inference.request.LatentPlan;
import io.genstream.model.card.ConditionRows;
import io.genstream.model.pixels.Encoding;
import io.genstream.schemas.avro.Interpolation;
import io.genstream.schemas.avro.Latent;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Requests from their Avro form. Stateless. */
final class GenerationRequests {
    private GenerationRequests() {}

    static GenerationRequest fromAvro(io.genstream.schemas.avro.GenerationRequest avro, Context trace) {
        return new GenerationRequest(
                avro.getRequestId(),
                avro.getModel(),
                Optional.ofNullable(avro.getVersion()),
                avro.getFirstImage(),
                avro.getCount(),
                avro.getRequestImages(),
                avro.getBatchSize(),
                avro.getSeed(),
                latent(avro.getLatent()),
                rows(avro.getCondition().getRows()),
                Encoding.valueOf(avro.getEncoding().name()),
                avro.getWithLatents(),
                avro.getPriority(),
                Optional.ofNullable(avro.getDeadline()),
                avro.getReplyPartition() == null ? OptionalInt.empty() : OptionalInt.of(avro.getReplyPartition()),
                trace);
    }

    private static LatentPlan latent(Latent avro) {
        Interpolation path = avro.getInterpolation();
        return new LatentPlan(
                avro.getSigma(),
                avro.getTruncation() == null ? OptionalDouble.empty() : OptionalDouble.of(avro.getTruncation()),
                rows(avro.getVectors()),
                path == null ? Optional.empty() : Optional.of(new LatentPlan.Path(path.getToSeed(), path.getSteps())),
                avro.getComponentOffsets().size());
    }

    private static float[][] rows(List<List<Float>> rows) {
        return rows.stream().map(ConditionRows::toArray).toArray(float[][]::new);
    }
}
