package io.genstream.trainer.checkpoint;

import io.genstream.trainer.recipe.ExportedModel;
import java.util.Optional;

/**
 * What a run wants published.
 *
 * @param parent version that training went on from
 */
public record CheckpointDraft(
        String model,
        String runId,
        String recipe,
        String datasetId,
        long revision,
        Optional<String> parent,
        ExportedModel exported,
        long step,
        long imagesSeen) {}
