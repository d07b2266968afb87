package io.genstream.eval.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The references at hand: of each data set the last two revisions, so that an evaluation under way survives an update. Written
 * by the reference worker, read by the topology; thread-safe. Data sets are few: an operator makes them, no request does.
 */
public final class References {
    private static final int KEPT_REVISIONS = 2;

    private final Map<String, NavigableMap<Long, Reference>> byDataset = new HashMap<>();
    private final Map<String, String> unusable = new HashMap<>();

    /** One that is made again, since records were deleted, is the only one left: the others have features of those. */
    public synchronized void put(Reference reference) {
        String datasetId = reference.revision().datasetId();
        unusable.remove(datasetId);
        NavigableMap<Long, Reference> revisions = byDataset.computeIfAbsent(datasetId, id -> new TreeMap<>());
        if (revisions.containsKey(reference.revision().revision())) {
            revisions.clear();
        }
        revisions.put(reference.revision().revision(), reference);
        while (revisions.size() > KEPT_REVISIONS) {
            revisions.pollFirstEntry();
        }
    }

    /** Nothing can be measured against this data set, any more. */
    public synchronized void putUnusable(String datasetId, String reason) {
        byDataset.remove(datasetId);
        unusable.put(datasetId, reason);
    }

    /** The data set was deleted. */
    public synchronized void remove(String datasetId) {
        byDataset.remove(datasetId);
        unusable.remove(datasetId);
    }

    /** Why nothing can be measured against the data set, if so. */
    public synchronized Optional<String> unusable(String datasetId) {
        return Optional.ofNullable(unusable.get(datasetId));
    }

    /** The latest reference. */
    public synchronized Optional<Reference> current(String datasetId) {
        return Optional.ofNullable(byDataset.get(datasetId))
                .map(r -> r.lastEntry().getValue());
    }

    public synchronized Optional<Reference> find(String datasetId, long revision) {
        return Optional.ofNullable(byDataset.get(datasetId)).map(r -> r.get(revision));
    }

    /** True if the reference of this revision is not merely late: a later one took its place, or there can be none. */
    public synchronized boolean hopeless(String datasetId, long revision) {
        return unusable.containsKey(datasetId)
                || current(datasetId)
                        .filter(latest -> latest.revision().revision() > revision)
                        .isPresent();
    }

    /** The id of the only data set there is, for versions that do not say what they learnt from. */
    public synchronized Optional<String> onlyDataset() {
        return byDataset.size() == 1 ? Optional.of(byDataset.keySet().iterator().next()) : Optional.empty();
    }
}
