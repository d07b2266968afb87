package io.genstream.eval.evaluation;

import io.genstream.eval.metrics.FeatureSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Evaluations whose rows are still coming, or that wait for their reference. Lives in the heap of one task and is rebuilt from
 * topic features when the task starts. At the limit the one that got no row for the longest time goes, which is counted and told:
 * it is asked for again. Used by one stream thread.
 */
public final class Accumulators {
    private final int limit;
    private final Consumer<EvaluationId> dropped;
    private final Map<Key, Accumulator> open = new LinkedHashMap<>();

    private record Key(EvaluationId id, String datasetId, String extractorSha256, int images) {}

    /** An evaluation that has all its rows. */
    public record Complete(EvaluationId id, String datasetId, String extractorSha256, FeatureSet features) {}

    /**
     * @param limit evaluations at once, about 0.6 MB each
     * @param dropped told which one had to go
     */
    public Accumulators(int limit, Consumer<EvaluationId> dropped) {
        this.limit = limit;
        this.dropped = dropped;
    }

    /** @throws IllegalArgumentException if the chunk contradicts itself or what came before */
    public void add(FeatureChunk chunk) {
        if (chunk.rows().isEmpty()) {
            throw new IllegalArgumentException(
                    "A record of features for " + chunk.id().requestId() + " has no rows");
        }
        Key key = new Key(chunk.id(), chunk.datasetId(), chunk.extractorSha256(), chunk.images());
        Accumulator accumulator = open.remove(key);
        if (accumulator == null) {
            accumulator = new Accumulator(chunk);
        }
        try {
            accumulator.add(chunk);
        } finally {
            if (accumulator.started()) {
                // back in at the young end
                open.put(key, accumulator);
            }
        }
        while (open.size() > limit) {
            Iterator<Key> oldest = open.keySet().iterator();
            EvaluationId id = oldest.next().id();
            oldest.remove();
            dropped.accept(id);
        }
    }

    /** Those that have all their rows, oldest first; they stay until removed. */
    public List<Complete> complete() {
        List<Complete> complete = new ArrayList<>();
        open.forEach((key, accumulator) -> {
            if (accumulator.complete()) {
                complete.add(new Complete(key.id(), key.datasetId(), key.extractorSha256(), accumulator.features()));
            }
        });
        return complete;
    }

    public void remove(Complete evaluation) {
        open.remove(new Key(
                evaluation.id(),
                evaluation.datasetId(),
                evaluation.extractorSha256(),
                evaluation.features().size()));
    }

    public int size() {
        return open.size();
    }
}
