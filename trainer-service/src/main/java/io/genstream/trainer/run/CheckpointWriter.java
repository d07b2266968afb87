package io.genstream.trainer.run;

import io.genstream.trainer.checkpoint.CheckpointDraft;
import io.genstream.trainer.checkpoint.CheckpointException;
import io.genstream.trainer.checkpoint.CheckpointStore;
import io.genstream.trainer.export.ParityException;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.run.Outcome.Published;
import io.genstream.trainer.run.StartingPoints.StartingPoint;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports and publishes one run's checkpoints, and counts what was refused. Confined to the training thread. */
final class CheckpointWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointWriter.class);
    static final int REFUSALS_THAT_FAIL_A_RUN = 3;

    private final Run run;
    private final CheckpointStore checkpoints;
    private final RunCoordinator coordinator;
    private final TrainerMetrics metrics;
    private Optional<String> parent;
    private long publishedImages;
    private Optional<Published> last = Optional.empty();
    private int refusalsInARow;

    /** What became of an attempt. */
    enum Result {
        PUBLISHED,
        /** The export does not compute what the engine computes; nothing was published. */
        REFUSED,
        /** The cluster did not take it; a later attempt may succeed. */
        NOT_STORED,
        /** The cluster is away for a while. */
        UNREACHABLE
    }

    CheckpointWriter(
            Run run,
            Optional<StartingPoint> start,
            CheckpointStore checkpoints,
            RunCoordinator coordinator,
            TrainerMetrics metrics) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.coordinator = coordinator;
        this.metrics = metrics;
        this.parent = start.map(s -> s.checkpoint().version());
        this.publishedImages = start.filter(StartingPoint::own)
                .map(s -> s.checkpoint().imagesSeen())
                .orElse(-1L);
    }

    /** Whether the session has learnt anything that its run has not published. */
    boolean hasNews(TrainingSession session) {
        return session.imagesSeen() > publishedImages;
    }

    /** What this writer published last. */
    Optional<Published> last() {
        return last;
    }

    boolean refusedTooOften() {
        return refusalsInARow >= REFUSALS_THAT_FAIL_A_RUN;
    }

    Result write(TrainingSession session) {
        String model = run.recipe().model();
        ExportedModel exported;
        try {
            exported = metrics.exporting(model, session::export);
        } catch (ParityException e) {
            refusalsInARow++;
            metrics.checkpoint(model, "refused");
            LOGGER.warn(
                    "Checkpoint of run {} at step {} is refused ({} in a row): {}",
                    run.runId(),
                    session.step(),
                    refusalsInARow,
                    e.getMessage());
            return Result.REFUSED;
        }
        refusalsInARow = 0;
        return publish(session, exported);
    }

    private Result publish(TrainingSession session, ExportedModel exported) {
        String model = run.recipe().model();
        CheckpointDraft draft = new CheckpointDraft(
                model,
                run.runId(),
                run.recipe().name(),
                run.recipe().datasetId(),
                run.revision(),
                parent,
                exported,
                session.step(),
                session.imagesSeen());
        String version;
        try {
            version = metrics.publishing(model, () -> checkpoints.publish(draft));
        } catch (CheckpointException e) {
            metrics.checkpoint(model, "failed");
            LOGGER.warn("Checkpoint of run {} is not published, training goes on: {}", run.runId(), e.getMessage());
            return e.passing() ? Result.UNREACHABLE : Result.NOT_STORED;
        }
        parent = Optional.of(version);
        publishedImages = session.imagesSeen();
        last = Optional.of(new Published(version, session.step(), publishedImages));
        metrics.checkpoint(model, "published");
        LOGGER.info("Published {}/{} at {} images", model, version, publishedImages);
        try {
            coordinator.checkpointed(run.runId(), last.get());
        } catch (RunLogException e) {
            // the next checkpoint will be named, or this one when the run ends
            LOGGER.warn("Run {} does not name its checkpoint {} yet: {}", run.runId(), version, e.getMessage());
        }
        return Result.PUBLISHED;
    }
}
