package io.genstream.trainer.run;

import io.genstream.trainer.checkpoint.CheckpointException;
import io.genstream.trainer.dataset.DatasetException;
import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.recipe.IncompatibleStateException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.recipe.TrainingSource;
import io.genstream.trainer.run.RunCoordinator.Assignment;
import io.genstream.trainer.run.StartingPoints.StartingPoint;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings together what a run needs: its data, its settings, and where it left off. Runs on the training thread. */
final class RunPreparation {
    /**
     * A run that is ready to train.
     *
     * @param run with the data and settings that it really uses
     * @param start what it goes on from
     */
    record PreparedRun(Run run, TrainingSession session, Optional<StartingPoint> start) {}

    private static final Logger LOGGER = LoggerFactory.getLogger(RunPreparation.class);
    /** A command may overtake the data-set update that it rests on. */
    private static final Duration REVISION_PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_MS = 100;

    private final RunPorts ports;
    private final RunCoordinator coordinator;
    private final StartingPoints startingPoints;
    private final Duration patience;

    RunPreparation(RunPorts ports, RunCoordinator coordinator, Duration patience) {
        this.ports = ports;
        this.coordinator = coordinator;
        this.patience = patience;
        this.startingPoints = new StartingPoints(ports.checkpoints());
    }

    /** @throws DatasetException if there is no such data, or the signal came first */
    PreparedRun prepare(Assignment assignment) throws InterruptedException {
        Run run = assignment.run();
        Recipe recipe = ports.recipes().find(run.recipe().name()).orElseThrow();
        DatasetRevision revision = revision(run, assignment.signal());
        TrainingSource source =
                ports.reader().open(revision, () -> !assignment.signal().goesOn());
        Optional<StartingPoint> start = startingPoint(run, assignment.signal());
        RecipeSpec spec = StartingPoints.specFor(recipe, run, start);
        RecipeSettings settings = recipe.settings().parse(spec.parameters());
        if (run.revision() != revision.revision() || !spec.equals(run.recipe())) {
            coordinator.bound(run.runId(), revision.revision(), spec);
            run = run.bound(revision.revision(), spec, ports.clock().instant());
        }
        return start(run, start, state -> reading(assignment.signal(), () -> recipe.start(source, settings, state)));
    }

    /** From a state, if there is one. */
    private interface Starter {
        TrainingSession start(Optional<byte[]> state) throws InterruptedException;
    }

    private static PreparedRun start(Run run, Optional<StartingPoint> start, Starter starter)
            throws InterruptedException {
        if (start.isPresent()) {
            String from = start.get().checkpoint().version();
            try {
                TrainingSession session = starter.start(Optional.of(start.get().state()));
                LOGGER.info("Run {} goes on from {} at {} images", run.runId(), from, session.imagesSeen());
                return new PreparedRun(run, session, start);
            } catch (IncompatibleStateException e) {
                LOGGER.warn("Run {} starts from scratch: {} does not fit: {}", run.runId(), from, e.getMessage());
            }
        }
        TrainingSession session = starter.start(Optional.empty());
        LOGGER.info("Run {} starts from scratch", run.runId());
        return new PreparedRun(run, session, Optional.empty());
    }

    /** @throws CheckpointException where the run's checkpoints stay unreadable: it waits for someone to resume it */
    private Optional<StartingPoint> startingPoint(Run run, RunSignal signal) throws InterruptedException {
        Patience left = new Patience(signal, patience);
        while (true) {
            try {
                return startingPoints.of(run);
            } catch (CheckpointException e) {
                if (!left.again(e.passing())) {
                    throw new CheckpointException(
                            "none of its checkpoints can be read (" + e.getMessage()
                                    + "): resume the run once they can",
                            false,
                            e);
                }
            }
        }
    }

    /** The newest one: an older revision's update is gone from its compacted topic. */
    private DatasetRevision revision(Run run, RunSignal signal) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + REVISION_PATIENCE.toNanos();
        String datasetId = run.recipe().datasetId();
        while (true) {
            Optional<DatasetRevision> latest = ports.datasets().latest(datasetId);
            if (latest.isPresent()) {
                return latest.get();
            }
            if (System.nanoTime() > deadlineNanos || !signal.goesOn()) {
                throw new DatasetException(
                        "data set '" + datasetId + "' has no revision yet: import records, then resume the run", false);
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /** A recipe reads its data when it starts; where that may succeed later it is started again. */
    private TrainingSession reading(RunSignal signal, Supplier<TrainingSession> start) throws InterruptedException {
        Patience left = new Patience(signal, patience);
        while (true) {
            try {
                return start.get();
            } catch (DatasetException e) {
                if (!e.retryable()) {
                    throw e;
                }
                LOGGER.warn("Reading the data again: {}", e.getMessage());
                if (!left.again(e.passing())) {
                    throw e;
                }
            }
        }
    }
}
