package io.genstream.trainer.run;

import io.genstream.trainer.checkpoint.CheckpointException;
import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.recipe.DivergedException;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.UnsuitableDataException;
import io.genstream.trainer.run.RunCoordinator.Assignment;
import io.genstream.trainer.run.RunPreparation.PreparedRun;
import io.genstream.trainer.run.RunReporter.TrainingPreview;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one run from wherever it stands to its end, or until a signal: slices of training, and between them progress,
 * previews and checkpoints. Runs on the training thread.
 */
final class RunExecution {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunExecution.class);

    private final RunPorts ports;
    private final RunTimings timings;
    private final RunCoordinator coordinator;
    private final RunPreparation preparation;

    RunExecution(RunPorts ports, RunTimings timings, RunCoordinator coordinator) {
        this.ports = ports;
        this.timings = timings;
        this.coordinator = coordinator;
        this.preparation = new RunPreparation(ports, coordinator, timings.patience());
    }

    Outcome execute(Assignment assignment) throws InterruptedException {
        String runId = assignment.run().runId();
        try {
            PreparedRun prepared = preparation.prepare(assignment);
            try (TrainingSession session = prepared.session()) {
                return train(prepared, session, assignment.signal());
            }
        } catch (DatasetException
                | CheckpointException
                | InvalidSettingException
                | UnsuitableDataException
                | DivergedException e) {
            if (!assignment.signal().goesOn()) {
                return Outcome.released();
            }
            LOGGER.warn("Run {} failed: {}", runId, e.getMessage());
            return Outcome.failed(e.getMessage());
        } catch (RunLogException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!assignment.signal().goesOn()) {
                // a JVM that shuts down refuses much: the run is as well as its last checkpoint
                LOGGER.warn("Run {} stops without a last checkpoint and goes on from the one before: {}", runId, e, e);
                return Outcome.released();
            }
            LOGGER.error("Run {} failed at step {}", runId, assignment.run().step(), e);
            return Outcome.failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Outcome train(PreparedRun prepared, TrainingSession session, RunSignal signal) throws InterruptedException {
        Run run = prepared.run();
        CheckpointWriter writer =
                new CheckpointWriter(run, prepared.start(), ports.checkpoints(), coordinator, ports.metrics());
        long now = System.nanoTime();
        Cadence progress = new Cadence(timings.progressInterval(), timings.progressInterval(), now);
        Cadence preview = new Cadence(timings.previewInterval(), timings.previewInterval(), now);
        Cadence checkpoint = new Cadence(timings.firstCheckpoint(), timings.checkpointInterval(), now);
        ProgressMeter meter = new ProgressMeter(run, ports.metrics(), ports.clock(), session.imagesSeen(), now);
        while (signal.goesOn() && !session.finished()) {
            long step = session.step();
            long sliceStart = System.nanoTime();
            session.trainFor(timings.slice());
            now = System.nanoTime();
            ports.metrics().steps(run.recipe().name(), session.step() - step, Duration.ofNanos(now - sliceStart));
            if (progress.due(now) || session.finished()) {
                ports.reporter().progress(meter.point(session, now));
                progress.done(now);
            }
            if (preview.due(now)) {
                preview(run, session);
                preview.done(System.nanoTime(), System.nanoTime() - now);
            }
            if (checkpoint.due(System.nanoTime()) && signal.goesOn() && !session.finished()) {
                writer.write(session);
                if (writer.refusedTooOften()) {
                    return Outcome.failed("the exported model differs from the trained one, "
                                    + CheckpointWriter.REFUSALS_THAT_FAIL_A_RUN + " checkpoints in a row")
                            .after(writer.last());
                }
                checkpoint.done(System.nanoTime());
            }
        }
        Outcome outcome = signal.goesOn() ? complete(session, writer, signal) : release(session, writer, signal);
        return outcome.after(writer.last());
    }

    private void preview(Run run, TrainingSession session) {
        session.preview().ifPresent(sheet -> ports.reporter()
                .preview(new TrainingPreview(
                        run.recipe().model(),
                        run.runId(),
                        session.step(),
                        session.imagesSeen(),
                        sheet,
                        ports.clock().instant())));
    }

    private Outcome complete(TrainingSession session, CheckpointWriter writer, RunSignal signal)
            throws InterruptedException {
        Patience patience = new Patience(signal, timings.patience());
        while (writer.hasNews(session)) {
            CheckpointWriter.Result result = writer.write(session);
            if (result == CheckpointWriter.Result.REFUSED) {
                return Outcome.failed("the exported model differs from the trained one at the last checkpoint");
            }
            if (writer.hasNews(session) && !patience.again(result == CheckpointWriter.Result.UNREACHABLE)) {
                return signal.goesOn()
                        ? Outcome.failed(
                                "the last checkpoint could not be published, the trainer's log says why: resume the run"
                                        + " once it can")
                        : Outcome.released();
            }
        }
        return Outcome.completed();
    }

    private static Outcome release(TrainingSession session, CheckpointWriter writer, RunSignal signal) {
        if (signal.request() != RunSignal.Request.ABANDON && writer.hasNews(session)) {
            writer.write(session);
        }
        return Outcome.released();
    }
}
