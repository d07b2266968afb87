package io.genstream.trainer.run;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/** One point of the loss curves. */
public record ProgressPoint(
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
