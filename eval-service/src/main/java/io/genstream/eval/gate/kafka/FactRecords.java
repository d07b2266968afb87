package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.Candidate;
import io.genstream.eval.gate.Figure;
import io.genstream.eval.gate.TrainingRun;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.Run;
import io.genstream.schemas.avro.RunState;

/** What the gate reads, from Avro to its own records. An IllegalArgumentException says that a record makes no sense. */
final class FactRecords {
    private FactRecords() {}

    static Candidate candidate(Checkpoint avro) {
        return new Candidate(
                avro.getModel(),
                avro.getVersion(),
                avro.getKind() == CheckpointKind.GENERATOR,
                avro.getCard().getLabelKind() == LabelKind.CLASS
                        ? avro.getCard().getAttributeNames().size()
                        : 0,
                avro.getRunId(),
                avro.getDatasetId(),
                avro.getRevision());
    }

    static Figure figure(Evaluation avro) {
        boolean withInterval = avro.getLow() != null && avro.getHigh() != null;
        return new Figure(
                avro.getModel(),
                avro.getVersion(),
                avro.getMetric(),
                avro.getMeasure(),
                avro.getProtocol(),
                avro.getMeasuredWith(),
                avro.getValue(),
                withInterval ? (avro.getHigh() - avro.getLow()) / 2 : 0,
                avro.getN(),
                avro.getDatasetId(),
                avro.getRevision(),
                avro.getExtractorSha256(),
                avro.getRunId(),
                avro.getImagesSeen(),
                avro.getAt());
    }

    static TrainingRun run(Run avro) {
        boolean active = avro.getState() == RunState.QUEUED || avro.getState() == RunState.RUNNING;
        return new TrainingRun(
                avro.getRunId(),
                active,
                avro.getRecipe().getName(),
                avro.getRecipe().getDatasetId(),
                avro.getRecipe().getModel(),
                avro.getRecipe().getParameters());
    }
}
