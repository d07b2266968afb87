package io.genstream.trainer.run;

import io.genstream.trainer.metrics.TrainerMetrics;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All runs by id, with their positions in the log so that a record of ours that comes back from the topic late never
 * overwrites a newer one. Confined to {@link RunCoordinator}'s monitor.
 *
 * <p>Holds at most {@link #MAX_FINISHED} finished runs: beyond, the oldest are forgotten, in the log as well.
 */
final class RunTable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunTable.class);
    static final int MAX_FINISHED = 1_000;

    private final RunLog log;
    private final TrainerMetrics metrics;
    private final Map<String, Stored> runs = new HashMap<>();

    private record Stored(Run run, long position) {}

    RunTable(RunLog log, TrainerMetrics metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    Optional<Run> find(String runId) {
        return Optional.ofNullable(runs.get(runId)).map(Stored::run);
    }

    Run save(Run run) {
        long position = log.save(run);
        Stored before = runs.put(run.runId(), new Stored(run, position));
        if (!run.state().pending() && (before == null || before.run.state().pending())) {
            metrics.runEnded(run.recipe().name(), run.state().name().toLowerCase(Locale.ROOT));
        }
        forgetOldest();
        return run;
    }

    /** A record from the log, perhaps one of ours; {@code run} is null where it was deleted. */
    void observe(String runId, Run run, long position) {
        Stored known = runs.get(runId);
        if (known != null && known.position >= position) {
            return;
        }
        if (run == null) {
            runs.remove(runId);
        } else {
            runs.put(runId, new Stored(run, position));
        }
    }

    Collection<Run> all() {
        return runs.values().stream().map(Stored::run).toList();
    }

    /** What to train next: what a person ordered, then what was running already, then the longest waiting. */
    Optional<Run> next(Predicate<Run> eligible) {
        return all().stream()
                .filter(run -> run.state().pending())
                .filter(eligible)
                .min(Comparator.comparing(AutoRuns::isAuto)
                        .thenComparing(run -> run.state() != RunState.RUNNING)
                        .thenComparing(Run::startedAt)
                        .thenComparing(Run::runId));
    }

    /** @throws RunLogException if that is not durable yet */
    void delete(String runId) {
        log.forget(runId);
        runs.remove(runId);
    }

    private void forgetOldest() {
        List<Run> finished = all().stream()
                .filter(run -> !run.state().pending())
                .sorted(Comparator.comparing(Run::updatedAt).thenComparing(Run::runId))
                .toList();
        for (Run run : finished.subList(0, Math.max(0, finished.size() - MAX_FINISHED))) {
            runs.remove(run.runId());
            try {
                log.forget(run.runId());
                LOGGER.info("Forgot run {}: more than {} runs are finished", run.runId(), MAX_FINISHED);
            } catch (RunLogException e) {
                LOGGER.debug("Run {} is forgotten at the next start", run.runId(), e);
            }
        }
    }
}
