package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.VersionInfo;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.ModelCard;

/** Checkpoint records as the evaluation sees them. */
final class EvaluatedCheckpoints {
    private EvaluatedCheckpoints() {}

    static VersionInfo of(Checkpoint checkpoint) {
        ModelCard card = checkpoint.getCard();
        boolean classes = card.getLabelKind() == LabelKind.CLASS;
        return new VersionInfo(
                checkpoint.getModel(),
                checkpoint.getVersion(),
                checkpoint.getKind() == CheckpointKind.GENERATOR,
                checkpoint.getDatasetId(),
                checkpoint.getRunId(),
                checkpoint.getImagesSeen(),
                new ImageShape(card.getHeight(), card.getWidth(), card.getChannels()),
                classes ? card.getAttributeNames().size() : 0);
    }
}
