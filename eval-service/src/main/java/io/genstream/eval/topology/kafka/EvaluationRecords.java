package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.evaluation.Measurement;
import io.genstream.eval.evaluation.VersionInfo;
import io.genstream.eval.metrics.Estimate;
import io.genstream.eval.metrics.Measure;
import io.genstream.eval.reference.Reference;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.MetricKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures as records of topic evaluations. */
final class EvaluationRecords {
    private EvaluationRecords() {}

    static String key(Evaluation evaluation) {
        return evaluation.getModel() + "/" + evaluation.getVersion() + "/" + evaluation.getMetric();
    }

    /**
     * @param figures of one evaluation; the last stands for all
     * @param version empty for a baseline, or where the checkpoint was deleted meanwhile
     */
    static List<Evaluation> of(
            EvaluationId id,
            int images,
            List<Measurement> figures,
            Reference reference,
            Optional<VersionInfo> version,
            Instant now) {
        List<Evaluation> records = new ArrayList<>();
        List<String> measured = new ArrayList<>();
        for (Measurement figure : figures) {
            boolean last = records.size() == figures.size() - 1;
            Measure measure = figure.measure();
            Estimate estimate = figure.estimate();
            records.add(Evaluation.newBuilder()
                    .setModel(id.model())
                    .setVersion(id.version())
                    .setMetric(figure.metric())
                    .setMeasure(measure.name())
                    .setKind(MetricKind.valueOf(measure.kind().name()))
                    .setProtocol(figure.protocol())
                    .setMeasuredWith(last ? List.copyOf(measured) : List.of())
                    .setValue(estimate.value())
                    .setLow(estimate.hasInterval() ? estimate.low() : null)
                    .setHigh(estimate.hasInterval() ? estimate.high() : null)
                    .setHigherIsBetter(measure.higherIsBetter())
                    .setN(images)
                    .setReferenceN(reference.count())
                    .setDatasetId(reference.revision().datasetId())
                    .setRevision(id.revision())
                    .setAgainstTraining(reference.side() == Reference.Side.TRAIN)
                    .setExtractorSha256(reference.extractorSha256())
                    .setRunId(version.map(VersionInfo::runId).orElse(null))
                    .setImagesSeen(version.map(VersionInfo::imagesSeen).orElse(0L))
                    .setAt(now.truncatedTo(ChronoUnit.MILLIS))
                    .build());
            measured.add(measure.name());
        }
        return records;
    }
}
