package io.genstream.trainer.run;

import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.dataset.Datasets;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Recipes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
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
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCoordinator.class);
    private static final long WAIT_MS = 250;

    private final RunTable table;
    private final Recipes recipes;
    private final AutoRuns autoRuns;
    private final Datasets datasets;
    private final String instanceId;
    private final Clock clock;
    private Predicate<String> owned = recipe -> false;
    private volatile Assignment current;
    private volatile boolean closing;

    public RunCoordinator(
            RunLog log, Recipes recipes, AutoRuns autoRuns, Datasets datasets, String instanceId, Clock clock) {
        this.table = new RunTable(log);
        this.recipes = recipes;
        this.autoRuns = autoRuns;
        this.datasets = datasets;
        this.instanceId = instanceId;
        this.clock = clock;
    }

    /** A record of topic runs, ours or another instance's; {@code run} is null where it was deleted. */
    public synchronized void observe(String runId, Run run, long position) {
        table.observe(runId, run, position);
        notifyAll();
    }

    /**
     * Does what the command says; the same command again changes nothing.
     *
     * @throws RunLogException if it is not durable yet: give the same command again
     */
    public synchronized void handle(RunCommand command) {
        Optional<Run> known = table.find(command.runId());
        switch (command.action()) {
            case START -> start(command, known);
            case STOP ->
                known.ifPresentOrElse(
                        run -> stop(run, command.why()),
                        () -> LOGGER.info("Nothing to stop: run {} is unknown", command.runId()));
            case RESUME ->
                known.ifPresentOrElse(
                        run -> resume(run, command.why()),
                        () -> LOGGER.info("Nothing to resume: run {} is unknown", command.runId()));
        }
        notifyAll();
    }

    private void start(RunCommand command, Optional<Run> known) {
        if (known.isPresent()) {
            LOGGER.debug("Run {} is {} already", command.runId(), known.get().state());
            return;
        }
        Optional<Recipe> recipe = recipes.find(command.recipe().name());
        RecipeSpec spec =
                command.recipe().completed(recipe.map(Recipe::defaultDatasetId).orElse(""));
        Optional<String> refusal = refusal(recipe, spec);
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

    private Optional<String> refusal(Optional<Recipe> recipe, RecipeSpec spec) {
        if (recipe.isEmpty()) {
            return Optional.of("unknown recipe '" + spec.name() + "'; this trainer offers "
                    + String.join(", ", recipes.all().stream().map(Recipe::name).toList()));
        }
        if (spec.model().contains("/")) {
            return Optional.of("model name '" + spec.model() + "' contains a slash, which separates model and version");
        }
        try {
            recipe.get().settings().parse(spec.parameters());
            return Optional.empty();
        } catch (InvalidSettingException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void stop(Run run, String reason) {
        if (!run.state().pending()) {
            return;
        }
        table.save(run.to(RunState.STOPPED, reason, instanceId, clock.instant()));
        raise(run.runId(), RunSignal.Wish.STOP);
        LOGGER.info("Run {} is stopped: {}", run.runId(), reason);
    }

    private void resume(Run run, String reason) {
        if (run.state().mayBecome(RunState.QUEUED)) {
            table.save(run.to(RunState.QUEUED, reason, instanceId, clock.instant()));
            LOGGER.info("Run {} is queued again: {}", run.runId(), reason);
        }
    }

    /**
     * Starts what newest data asks for and is owned here, once for each revision; runs on older data make way. Called
     * again and again, so that nothing is lost when a write fails.
     */
    public synchronized void reconcile() {
        for (DatasetRevision revision : datasets.all()) {
            for (RecipeSpec spec : autoRuns.boundTo(revision)) {
                String runId = AutoRuns.runId(spec.name(), revision.revision());
                if (owned.test(spec.name()) && table.find(runId).isEmpty()) {
                    startAuto(runId, spec, revision);
                }
            }
        }
    }

    private void startAuto(String runId, RecipeSpec spec, DatasetRevision revision) {
        String reason = "revision " + revision.revision() + " of data set " + revision.datasetId();
        for (Run run : table.all()) {
            boolean outdated = run.recipe().name().equals(spec.name())
                    && AutoRuns.isAuto(run)
                    && run.revision() < revision.revision();
            if (outdated) {
                stop(run, "superseded by " + reason);
            }
        }
        table.save(Run.queued(runId, spec, revision.revision(), instanceId, reason, clock.instant()));
        LOGGER.info("Run {} is queued: {}", runId, reason);
        notifyAll();
    }

    /**
     * Tells which recipes this instance owns from now on.
     *
     * @param ifLost what becomes of the current run where its recipe is no longer owned
     */
    public synchronized void owns(Predicate<String> nowOwned, RunSignal.Wish ifLost) {
        owned = nowOwned;
        Assignment held = current;
        if (held != null && !nowOwned.test(held.run().recipe().name())) {
            held.signal().raise(ifLost);
        }
        notifyAll();
    }

    /** Waits until the training thread holds no run that is not owned; false if it still does. */
    public synchronized boolean awaitReleased(Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (current != null && !owned.test(current.run().recipe().name())) {
            if (System.nanoTime() > deadlineNanos) {
                return false;
            }
            wait(WAIT_MS);
        }
        return true;
    }

    /** Waits for the next run to train; empty once closed. Called by the training thread alone, which then must {@link #finish}. */
    Optional<Assignment> take() throws InterruptedException {
        synchronized (this) {
            while (!closing) {
                Optional<Run> next = table.next(this::trainable);
                if (next.isPresent()) {
                    String reason = next.get().reason();
                    Run running = table.save(next.get().to(RunState.RUNNING, reason, instanceId, clock.instant()));
                    current = new Assignment(running, new RunSignal());
                    break;
                }
                wait(WAIT_MS);
            }
        }
        if (closing && current != null) {
            current.signal().raise(RunSignal.Wish.PARK);
        }
        return Optional.ofNullable(current);
    }

    private boolean trainable(Run run) {
        String recipe = run.recipe().name();
        return owned.test(recipe) && recipes.find(recipe).isPresent();
    }

    /** The data and settings that the current run really trains with. */
    synchronized void bound(String runId, long revision, RecipeSpec spec) {
        table.find(runId).ifPresent(run -> table.save(run.bound(revision, spec, clock.instant())));
    }

    synchronized void checkpointed(String runId, String version, long step, long imagesSeen) {
        table.find(runId).ifPresent(run -> table.save(run.checkpointed(version, step, imagesSeen, clock.instant())));
    }

    /** The training thread lets go. On {@link RunLogException} it still holds the run and must call again. */
    synchronized void finish(String runId, Outcome outcome) {
        Optional<Run> run = table.find(runId).filter(r -> r.state() == RunState.RUNNING);
        if (run.isPresent() && outcome.kind() != Outcome.Kind.RELEASED) {
            RunState state = outcome.kind() == Outcome.Kind.COMPLETED ? RunState.COMPLETED : RunState.FAILED;
            table.save(run.get().to(state, outcome.reason(), instanceId, clock.instant()));
        }
        current = null;
        notifyAll();
    }

    private void raise(String runId, RunSignal.Wish wish) {
        Assignment held = current;
        if (held != null && held.run().runId().equals(runId)) {
            held.signal().raise(wish);
        }
    }

    /** Parks the current run and lets {@link #take} return empty from now on. */
    @Override
    public void close() {
        closing = true;
        Assignment held = current;
        if (held != null) {
            held.signal().raise(RunSignal.Wish.PARK);
        }
    }
}
