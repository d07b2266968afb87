package io.genstream.eval.gate;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The world as the log tells it: what the gate decides on. Everything may be told twice; a fact that is older than what is
 * known changes nothing. Its size is that of the compacted topics behind it, or limited. One thread.
 */
public final class Facts {
    private static final int MAX_MEASURED_VERSIONS = 20_000;
    private static final int MAX_DECISIONS = 200_000;
    private static final int MAX_ROLLED_BACK = 10_000;
    private static final int MAX_STOPPED_RUNS = 10_000;

    private final GateRules rules;
    private final Map<String, Map<String, Candidate>> checkpoints = new HashMap<>();
    private final Map<String, RolloutState> rollouts = new HashMap<>();
    /** The latest revision of each. */
    private final Map<String, Long> datasets = new HashMap<>();

    private final Map<String, TrainingRun> activeRuns = new HashMap<>();
    private final FigureBook figures;
    private final Set<String> decided = BoundedSet.ofAtMost(MAX_DECISIONS);
    private final Set<String> rolledBack = BoundedSet.ofAtMost(MAX_ROLLED_BACK);
    private final Set<String> stopped = BoundedSet.ofAtMost(MAX_STOPPED_RUNS);
    private final Set<String> touchedModels = new HashSet<>();
    private final Set<String> touchedRuns = new HashSet<>();

    Facts(GateRules rules) {
        this.rules = rules;
        this.figures = new FigureBook(MAX_MEASURED_VERSIONS);
    }

    public void checkpoint(Candidate candidate) {
        checkpoints
                .computeIfAbsent(candidate.model(), model -> new LinkedHashMap<>())
                .put(candidate.version(), candidate);
        touchedModels.add(candidate.model());
    }

    public void checkpointDeleted(String model, String version) {
        checkpoints.getOrDefault(model, new HashMap<>()).remove(version);
    }

    public void figure(Figure figure) {
        figures.add(figure);
        touchedModels.add(figure.model());
        if (figure.runId() != null) {
            touchedRuns.add(figure.runId());
        }
    }

    public void figureDeleted(String model, String version, String metric) {
        figures.remove(model, version, metric);
    }

    public void dataset(String datasetId, long revision) {
        if (revision >= datasets.getOrDefault(datasetId, 0L)) {
            datasets.put(datasetId, revision);
            rollouts.keySet().stream()
                    .filter(model -> stable(model)
                            .filter(c -> datasetId.equals(c.datasetId()))
                            .isPresent())
                    .forEach(touchedModels::add);
        }
    }

    public void datasetDeleted(String datasetId) {
        datasets.remove(datasetId);
    }

    public void rollout(RolloutState told) {
        if (told.revision() >= rollout(told.model()).revision()) {
            rollouts.put(told.model(), told);
            touchedModels.add(told.model());
        }
    }

    public void rolloutDeleted(String model) {
        rollouts.remove(model);
        touchedModels.add(model);
    }

    /** @param version what the decision is about; null for none */
    public void decided(String commandId, String model, Action action, boolean accepted, String version) {
        decided.add(model + "\n" + commandId);
        if (!accepted || version == null) {
            return;
        }
        if (action == Action.ROLL_BACK) {
            rolledBack.add(model + "/" + version);
        } else if (action == Action.PROMOTE) {
            rolledBack.remove(model + "/" + version);
        }
    }

    public void run(TrainingRun run) {
        if (run.active()) {
            activeRuns.put(run.runId(), run);
            touchedRuns.add(run.runId());
        } else {
            activeRuns.remove(run.runId());
        }
    }

    public void runDeleted(String runId) {
        activeRuns.remove(runId);
    }

    public void stopIssued(String runId) {
        stopped.add(runId);
    }

    RolloutState rollout(String model) {
        return rollouts.getOrDefault(model, RolloutState.none(model, rules.defaultPolicy()));
    }

    boolean knowsModel(String model) {
        return rollouts.containsKey(model) || hasVersions(model);
    }

    boolean hasVersions(String model) {
        return !checkpoints.getOrDefault(model, Map.of()).isEmpty();
    }

    Optional<Candidate> checkpoint(String model, String version) {
        return Optional.ofNullable(checkpoints.getOrDefault(model, Map.of()).get(version));
    }

    /** Generators of a model, in the order in which they were published. */
    List<Candidate> generators(String model) {
        return checkpoints.getOrDefault(model, Map.of()).values().stream()
                .filter(Candidate::generator)
                .toList();
    }

    Optional<Candidate> stable(String model) {
        return Optional.ofNullable(rollout(model).stable()).flatMap(version -> checkpoint(model, version));
    }

    Optional<VersionFigures> figures(String model, String version) {
        return figures.of(model, version);
    }

    /** Figures of a version once every guard can be checked. */
    Optional<VersionFigures> completeFigures(String model, String version) {
        return figures.of(model, version).filter(VersionFigures::complete);
    }

    List<VersionFigures> figuresOfRun(String runId) {
        return figures.ofRun(runId).stream().filter(VersionFigures::complete).toList();
    }

    Optional<Long> latestRevision(String datasetId) {
        return Optional.ofNullable(datasets.get(datasetId));
    }

    boolean isDecided(String model, String commandId) {
        return decided.contains(model + "\n" + commandId);
    }

    boolean isRolledBack(String model, String version) {
        return rolledBack.contains(model + "/" + version);
    }

    Optional<TrainingRun> activeRun(String runId) {
        return Optional.ofNullable(activeRuns.get(runId));
    }

    boolean isStopped(String runId) {
        return stopped.contains(runId);
    }

    /** Models about which something new was told since the last call. */
    Collection<String> takeTouchedModels() {
        return take(touchedModels);
    }

    Collection<String> takeTouchedRuns() {
        return take(touchedRuns);
    }

    private static Collection<String> take(Set<String> touched) {
        List<String> all = touched.stream().sorted().toList();
        touched.clear();
        return all;
    }
}
