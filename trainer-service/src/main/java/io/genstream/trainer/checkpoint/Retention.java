package io.genstream.trainer.checkpoint;

import io.genstream.schemas.ArtifactHandle;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which checkpoints of a model stay: the newest K, the newest of each run that will go on, the best by Fréchet distance (of the newest reference revision; under
 * each protocol its own), and every rolled-out one. CheckpointVersions registered from outside are never ours to delete. Stateless.
 *
 * <p>A checkpoint keeps its training state as long as it lives. Only the newest is needed to go on after a crash, but to
 * drop the others' the record would have to be published again, which every reader takes for news; and the state of a
 * rolled-out version lets training go on from there. The price is bounded: K plus a handful of states a model.
 */
public final class Retention {
    private final int kept;

    /**
     * One Fréchet distance of one version.
     *
     * @param protocol everything that two figures must share to be compared, the reference revision aside
     * @param revision of the reference data
     */
    public record Distance(String model, String version, String protocol, long revision, double value) {}

    public Retention(int kept) {
        if (kept < 1) {
            throw new IllegalArgumentException("at least the newest checkpoint must be kept, not " + kept);
        }
        this.kept = kept;
    }

    /**
     * What to delete of one model's checkpoints, oldest first.
     *
     * @param pendingRuns ids of runs that wait or train: what they go on from must not go
     */
    public List<StoredCheckpoint> expired(
            Collection<StoredCheckpoint> ofModel,
            Set<String> rolledOut,
            Collection<Distance> distances,
            Set<String> pendingRuns) {
        List<StoredCheckpoint> newestFirst = ofModel.stream()
                .filter(StoredCheckpoint::trained)
                .sorted(Comparator.comparing(StoredCheckpoint::version).reversed())
                .toList();
        Set<String> keep = new HashSet<>(rolledOut);
        newestFirst.stream().limit(kept).map(StoredCheckpoint::version).forEach(keep::add);
        keep.addAll(newestOfEach(pendingRuns, newestFirst));
        Set<String> alive = ofModel.stream().map(StoredCheckpoint::version).collect(Collectors.toSet());
        keep.addAll(
                best(distances.stream().filter(d -> alive.contains(d.version())).toList()));
        return newestFirst.stream()
                .filter(c -> !keep.contains(c.version()))
                .sorted(Comparator.comparing(StoredCheckpoint::version))
                .toList();
    }

    private static Collection<String> newestOfEach(Set<String> runs, List<StoredCheckpoint> newestFirst) {
        Map<String, String> newest = new HashMap<>();
        for (StoredCheckpoint checkpoint : newestFirst) {
            checkpoint.runId().filter(runs::contains).ifPresent(run -> newest.putIfAbsent(run, checkpoint.version()));
        }
        return newest.values();
    }

    private static Set<String> best(Collection<Distance> distances) {
        long newestRevision =
                distances.stream().mapToLong(Distance::revision).max().orElse(0);
        Map<String, Distance> byProtocol = distances.stream()
                .filter(d -> d.revision() == newestRevision && !Double.isNaN(d.value()))
                .collect(Collectors.toMap(Distance::protocol, d -> d, (a, b) -> a.value() <= b.value() ? a : b));
        return byProtocol.values().stream().map(Distance::version).collect(Collectors.toSet());
    }

    /** Artifacts of {@code expired} that none of {@code remaining}, of whatever model, has too. */
    public static List<ArtifactHandle> unshared(StoredCheckpoint expired, Collection<StoredCheckpoint> remaining) {
        Set<String> shared = remaining.stream()
                .flatMap(c -> c.artifacts().values().stream())
                .map(ArtifactHandle::sha256)
                .collect(Collectors.toSet());
        return expired.artifacts().values().stream()
                .filter(a -> !shared.contains(a.sha256()))
                .distinct()
                .toList();
    }
}
