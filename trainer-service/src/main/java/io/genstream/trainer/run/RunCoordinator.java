package io.genstream.trainer.run;

import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.Datasets;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Recipes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where runs change: commands, new data, ownership and the training thread all come here, and each change
 * is durable in the {@link RunLog} before it counts.
 *
 * <p>Thread-safe. Only runs of recipes that this instance owns are started; the others are watched, so that a recipe that
 * comes over from another instance is taken up where it stood. {@link #close} alone never waits for the monitor, which a
 * slow cluster may hold.
 */
public final class RunCoordinator implements AutoCloseable {
    /** A run in the hands of the training thread. */
    record Assignment(Run run, RunSignal signal) {}

    private static final Logger LOGGER = LoggerFactory.getLogger(RunCoordinator.class);
    private static final long WAIT_MS = 250;
    private static final String CLOSING = "the trainer closes";

    private final RunTable table;
    private final Recipes recipes;
    private final AutoRuns autoRuns;
    private final Datasets datasets;
    private final String instanceId;
    private final Duration stopPatience;
    private final Clock clock;
    private Predicate<String> owned = recipe -> false;
    private volatile Assignment current;
    private volatile boolean closing;

    /** @param stopPatience how long a stop waits for the training thread, so that its record names the last checkpoint */
    public RunCoordinator(
            RunLog log,
            Recipes recipes,
            AutoRuns autoRuns,
            Datasets datasets,
            String instanceId,
            Duration stopPatience,
            TrainerMetrics metrics,
            Clock clock) {
        this.table = new RunTable(log, metrics);
        this.recipes = recipes;
        this.autoRuns = autoRuns;
        this.datasets = datasets;
        this.instanceId = instanceId;
        this.stopPatience = stopPatience;
        this.clock = clock;
    }

    /** A record of topic runs, ours or another instance's; {@code run} is null where it was deleted. */
    public synchronized void observe(String runId, Run run, long position) {
        table.observe(runId, run, position);
        notifyAll();
    }

    /**
     * Does what the command says; the same command again changes nothing, and neither does one that was given before the
     * last one that the run obeyed: commands come from several partitions, so not always in order.
     *
     * @throws RunLogException if it is not durable yet: give the same command again
     */
    public synchronized void handle(RunCommand command) {
        Optional<Run> known = table.find(command.runId());
        if (known.filter(run -> run.commandAt().isAfter(command.at())).isPresent()) {
            LOGGER.info("{} of run {} changes nothing: a later command was obeyed", command.action(), command.runId());
            return;
        }
        switch (command.action()) {
            case START -> start(command, known);
            case STOP -> known.ifPresentOrElse(run -> stop(run, command), () -> stopBeforeStart(command));
            case RESUME ->
                known.ifPresentOrElse(
                        run -> resume(run, command),
                        () -> LOGGER.info("Nothing to resume: run {} is unknown", command.runId()));
            case DELETE -> known.ifPresent(this::delete);
        }
        makeWay();
        notifyAll();
    }

    /** An automatic run lets a run that was ordered go first. */
    private void makeWay() {
        Assignment held = current;
        if (held == null || !AutoRuns.isAuto(held.run())) {
            return;
        }
        table.next(this::trainable).filter(run -> !AutoRuns.isAuto(run)).ifPresent(ordered -> held.signal()
                .raise(RunSignal.Request.YIELD, waitsFor(ordered)));
    }

    private static String waitsFor(Run ordered) {
        return "waits for run " + ordered.runId() + ", then goes on where it was";
    }

    private void start(RunCommand command, Optional<Run> known) {
        if (known.isPresent()) {
            LOGGER.debug("Run {} is {} already", command.runId(), known.get().state());
            return;
        }
        Optional<Recipe> recipe = recipes.find(command.recipe().name());
        RecipeSpec spec = recipe.map(command.recipe()::completed).orElse(command.recipe());
        Optional<String> refusal = spec.refusal(recipe, recipes);
        if (refusal.isPresent()) {
            LOGGER.debug("Run {} refused: {}", command.runId(), refusal.get());
            table.save(Run.refused(command.runId(), spec, instanceId, refusal.get(), clock.instant()));
            return;
        }
        long revision =
                datasets.latest(spec.datasetId()).map(DatasetRevision::revision).orElse(0L);
        table.save(Run.queued(command.runId(), spec, revision, instanceId, command.why(), clock.instant()));
        LOGGER.info("Run {} of {} is queued: {}", command.runId(), spec.name(), command.why());
    }

    /** Its start, given earlier, is on its way on another partition. */
    private void stopBeforeStart(RunCommand command) {
        table.save(Run.stopped(command.runId(), command.recipe(), instanceId, command.why(), clock.instant())
                .obeyed(command.at()));
        LOGGER.info("Run {} is stopped before its start has come: {}", command.runId(), command.why());
    }

    private void stop(Run run, RunCommand command) {
        if (run.commandAt().isBefore(command.at())) {
            stop(table.save(run.obeyed(command.at())), command.why());
        } else {
            stop(run, command.why());
        }
    }

    private void stop(Run run, String reason) {
        if (!run.state().pending()) {
            return;
        }
        Assignment held = current;
        if (held != null && held.run().runId().equals(run.runId())) {
            held.signal().raise(RunSignal.Request.STOP, reason);
            awaitLetGo(held);
        }
        // as it stands now: the training thread may have ended it meanwhile
        table.find(run.runId())
                .filter(left -> left.state().pending())
                .ifPresent(left -> table.save(left.to(RunState.STOPPED, reason, instanceId, clock.instant())));
        LOGGER.info("Run {} is stopped: {}", run.runId(), reason);
    }

    private void awaitLetGo(Assignment held) {
        try {
            var unused = await(() -> current != held || closing, stopPatience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the monitor go meanwhile; false where the condition still does not hold. */
    private synchronized boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                return false;
            }
            wait(WAIT_MS);
        }
        return true;
    }

    private void resume(Run run, RunCommand command) {
        if (run.state().mayBecome(RunState.QUEUED)) {
            table.save(run.to(RunState.QUEUED, command.why(), instanceId, clock.instant())
                    .obeyed(command.at()));
            LOGGER.info("Run {} is queued again: {}", run.runId(), command.why());
        }
    }

    /** The run that the newest data started stays: without its record the same data would start it again. */
    private void delete(Run run) {
        boolean newest = AutoRuns.isAuto(run)
                && datasets.latest(run.recipe().datasetId())
                        .filter(latest -> latest.revision() == run.revision())
                        .isPresent();
        if (run.state().pending() || newest) {
            LOGGER.info("Run {} is not deleted: it is {} on revision {}", run.runId(), run.state(), run.revision());
            return;
        }
        table.delete(run.runId());
        LOGGER.info("Run {} is deleted", run.runId());
    }

    /**
     * Starts what newest data asks for and is owned here, once for each revision; runs on older data make way, and runs that
     * came over from another trainer wait for the one that is trained. Called again and again, so that nothing is lost
     * when a write fails.
     */
    public synchronized void reconcile() {
        Assignment held = current;
        if (held != null) {
            letOthersWait(held.run());
        }
        for (DatasetRevision revision : datasets.all()) {
            for (RecipeSpec spec : autoRuns.boundTo(revision)) {
                String runId = AutoRuns.runId(spec, revision.revision());
                if (owned.test(spec.name()) && table.find(runId).isEmpty()) {
                    startAuto(runId, spec, revision);
                }
            }
        }
    }

    private void startAuto(String runId, RecipeSpec spec, DatasetRevision revision) {
        String reason = AutoRuns.reason(spec, revision.revision());
        for (Run run : table.all()) {
            boolean outdated = run.recipe().model().equals(spec.model())
                    && AutoRuns.isAuto(run)
                    && run.revision() < revision.revision();
            if (outdated) {
                stop(run, "superseded by " + reason);
            }
        }
        Assignment held = current;
        String why = held == null ? reason : reason + "; " + waitsFor(held.run());
        table.save(Run.queued(runId, spec, revision.revision(), instanceId, why, clock.instant()));
        LOGGER.info("Run {} is queued: {}", runId, why);
        notifyAll();
    }

    /**
     * Tells which recipes this instance owns from now on.
     *
     * @param ifLost what becomes of the current run where its recipe is no longer owned
     */
    public synchronized void owns(Predicate<String> nowOwned, RunSignal.Request ifLost) {
        owned = nowOwned;
        Assignment held = current;
        if (held != null && !nowOwned.test(held.run().recipe().name())) {
            held.signal().raise(ifLost, "its recipe went to another trainer");
        }
        makeWay();
        notifyAll();
    }

    /** Waits until the training thread holds no run that is not owned; false if it still does. */
    public synchronized boolean awaitReleased(Duration patience) throws InterruptedException {
        return await(() -> current == null || owned.test(current.run().recipe().name()), patience);
    }

    /** Waits for the next run to train; empty once closed. Called by the training thread alone, which then must {@link #finish}. */
    Optional<Assignment> take() throws InterruptedException {
        synchronized (this) {
            while (!closing) {
                Optional<Run> next = table.next(this::trainable);
                if (next.isPresent()) {
                    current = new Assignment(takeUp(next.get()), new RunSignal());
                    break;
                }
                wait(WAIT_MS);
            }
        }
        if (closing && current != null) {
            current.signal().raise(RunSignal.Request.PARK, CLOSING);
        }
        return Optional.ofNullable(current);
    }

    /** There is one training thread: whatever else was running waits from now on, and says so. */
    private void letOthersWait(Run trained) {
        for (Run other : table.all()) {
            if (other.state() == RunState.RUNNING && !other.runId().equals(trained.runId()) && trainable(other)) {
                table.save(other.to(RunState.QUEUED, waitsFor(trained), instanceId, clock.instant()));
                LOGGER.info("Run {} {}", other.runId(), waitsFor(trained));
            }
        }
    }

    private Run takeUp(Run next) {
        letOthersWait(next);
        String reason = AutoRuns.isAuto(next) ? AutoRuns.reason(next.recipe(), next.revision()) : next.reason();
        return table.save(next.to(RunState.RUNNING, reason, instanceId, clock.instant()));
    }

    private boolean trainable(Run run) {
        String recipe = run.recipe().name();
        return owned.test(recipe) && recipes.find(recipe).isPresent();
    }

    /** The data and settings that the current run really trains with. */
    synchronized void bound(String runId, long revision, RecipeSpec spec) {
        table.find(runId).ifPresent(run -> table.save(run.bound(revision, spec, clock.instant())));
    }

    synchronized void checkpointed(String runId, Outcome.Published checkpoint) {
        table.find(runId).ifPresent(run -> table.save(run.checkpointed(checkpoint, clock.instant())));
    }

    /** Runs that will go on: their newest checkpoints must stay. */
    public synchronized Set<String> pendingRuns() {
        return table.all().stream()
                .filter(run -> run.state().pending())
                .map(Run::runId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The training thread lets go. On {@link RunLogException} it still holds the run and must call again. */
    synchronized void finish(String runId, Outcome outcome) {
        Optional<Run> known = table.find(runId);
        if (known.isPresent()) {
            Run last = outcome.applied(known.get(), current.signal(), instanceId, clock.instant());
            if (!last.equals(known.get())) {
                table.save(last);
            }
        }
        current = null;
        notifyAll();
    }

    /** Parks the current run and lets {@link #take} return empty from now on. */
    @Override
    public void close() {
        closing = true;
        Assignment held = current;
        if (held != null) {
            held.signal().raise(RunSignal.Request.PARK, CLOSING);
        }
    }
}
