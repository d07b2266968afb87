package io.genstream.trainer.checkpoint.kafka;

import io.genstream.model.card.kafka.ModelCards;
import io.genstream.schemas.ArtifactHandle;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.trainer.checkpoint.CheckpointDraft;
import io.genstream.trainer.checkpoint.StoredCheckpoint;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Converts checkpoints to and from their Avro form. Stateless. */
final class CheckpointRecords {
    private CheckpointRecords() {}

    /** Without artifacts: their references are known once they are written. */
    static Checkpoint toAvro(CheckpointDraft draft, String version, Instant now) {
        return Checkpoint.newBuilder()
                .setModel(draft.model())
                .setVersion(version)
                .setKind(CheckpointKind.valueOf(draft.exported().kind().name()))
                .setRunId(draft.runId())
                .setRecipe(draft.recipe())
                .setDatasetId(draft.datasetId())
                .setRevision(draft.revision())
                .setParent(draft.parent().orElse(null))
                .setCard(ModelCards.toAvro(draft.exported().card()))
                .setArtifacts(Map.of())
                .setStep(draft.step())
                .setImagesSeen(draft.imagesSeen())
                .setAt(now)
                .build();
    }

    static StoredCheckpoint fromAvro(Checkpoint checkpoint) {
        return new StoredCheckpoint(
                checkpoint.getModel(),
                checkpoint.getVersion(),
                Optional.ofNullable(checkpoint.getRunId()),
                Optional.ofNullable(checkpoint.getRecipe()),
                checkpoint.getRevision(),
                ArtifactHandle.byRole(checkpoint.getArtifacts()),
                checkpoint.getStep(),
                checkpoint.getImagesSeen());
    }
}
