package io.genstream.trainer.run;

import io.genstream.trainer.recipe.PreviewSheet;
import java.time.Instant;

/** What a model in training draws now. */
public record TrainingPreview(String model, String runId, long step, long imagesSeen, PreviewSheet sheet, Instant at) {}
