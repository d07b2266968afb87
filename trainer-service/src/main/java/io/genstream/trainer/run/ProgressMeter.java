package io.genstream.trainer.run;

import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.run.RunReporter.ProgressPoint;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalDouble;

/** Turns a session's counters into points of the loss curves: speed and time left since the last point. One thread. */
final class ProgressMeter {
    private final Run run;
    private final TrainerMetrics metrics;
    private final Clock clock;
    private long lastImages;
    private long lastNanos;

    ProgressMeter(Run run, TrainerMetrics metrics, Clock clock, long imagesSeen, long nowNanos) {
        this.run = run;
        this.metrics = metrics;
        this.clock = clock;
        this.lastImages = imagesSeen;
        this.lastNanos = nowNanos;
    }

    ProgressPoint point(TrainingSession session, long nowNanos) {
        long images = session.imagesSeen();
        double seconds = Math.max(1, nowNanos - lastNanos) / 1e9;
        double imagesPerSecond = (images - lastImages) / seconds;
        metrics.imagesSeen(run.recipe().name(), images - lastImages);
        lastImages = images;
        lastNanos = nowNanos;
        Map<String, Double> losses = session.drainLosses();
        return new ProgressPoint(
                run.runId(),
                run.recipe().name(),
                run.recipe().model(),
                session.step(),
                session.epoch(),
                images,
                session.targetImages(),
                losses,
                imagesPerSecond,
                eta(session.targetImages() - images, imagesPerSecond),
                clock.instant());
    }

    private static OptionalDouble eta(long imagesLeft, double imagesPerSecond) {
        return imagesPerSecond > 0
                ? OptionalDouble.of(Math.max(0, imagesLeft) / imagesPerSecond)
                : OptionalDouble.empty();
    }
}
