package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.Measurement;
import io.genstream.eval.evaluation.VersionInfo;
import io.genstream.eval.reference.Reference;
import io.genstream.schemas.avro.Evaluation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures as records of topic evaluations. */
final class EvaluationRecords {
    private EvaluationRecords() {}

    static String key(Evaluation evaluation) {
        return evaluation.getModel() + "/" + evaluation.getVersion() + "/" + evaluation.getMetric();
    }

    /** @param version empty for a baseline, or where the checkpoint was deleted meanwhile */
    static Evaluation toRecord(
            EvaluationId id,
            int images,
            Measurement figure,
            Reference reference,
            Optional<VersionInfo> version,
            Instant now) {
        return Evaluation.newBuilder()
                .setModel(id.model())
                .setVersion(id.version())
                .setMetric(figure.metric())
                .setValue(figure.value())
                .setLow(boxed(figure.low()))
                .setHigh(boxed(figure.high()))
                .setHigherIsBetter(figure.higherIsBetter())
                .setN(images)
                .setReferenceN(reference.count())
                .setDatasetId(reference.revision().datasetId())
                .setRevision(id.revision())
                .setExtractorSha256(reference.extractorSha256())
                .setRunId(version.map(VersionInfo::runId).orElse(null))
                .setImagesSeen(version.map(VersionInfo::imagesSeen).orElse(0L))
                .setAt(now.truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
