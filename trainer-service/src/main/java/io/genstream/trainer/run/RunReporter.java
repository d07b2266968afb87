package io.genstream.trainer.run;

import io.genstream.trainer.recipe.PreviewSheet;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/** Where progress goes. Never blocks and never throws: what it cannot take is dropped and counted. */
public interface RunReporter {
    /** One point of the loss curves. */
    record ProgressPoint(
            String runId,
            String recipe,
            String model,
            long step,
            double epoch,
            long imagesSeen,
            long targetImages,
            Map<String, Double> losses,
            double imagesPerSecond,
            OptionalDouble etaSeconds,
            Instant at) {}

    /** What a model in training draws now. */
    record TrainingPreview(String model, String runId, long step, long imagesSeen, PreviewSheet sheet, Instant at) {}

    void progress(ProgressPoint point);

    void preview(TrainingPreview preview);
}
