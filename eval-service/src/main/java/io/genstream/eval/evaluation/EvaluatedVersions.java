package io.genstream.eval.evaluation;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which versions have their figures, as topic evaluations has it. The distance is published last of a version's figures and
 * stands for all. Fed by the topic's follower and by the topology; thread-safe. Holds the latest {@value #LIMIT}; one that fell
 * out could be measured again, to the same figures.
 */
public final class EvaluatedVersions {
    private static final int LIMIT = 20_000;

    private final Set<Entry> evaluated = new LinkedHashSet<>();

    private record Entry(EvaluationId id, String datasetId, String extractorSha256, long images) {}

    public synchronized void add(EvaluationId id, String datasetId, String extractorSha256, long images) {
        evaluated.add(new Entry(id, datasetId, extractorSha256, images));
        if (evaluated.size() > LIMIT) {
            evaluated.remove(evaluated.iterator().next());
        }
    }

    public synchronized boolean contains(EvaluationId id, String datasetId, String extractorSha256, long images) {
        return evaluated.contains(new Entry(id, datasetId, extractorSha256, images));
    }

    /** True if the version has figures against any revision of the data set. */
    public synchronized boolean containsAnyRevision(String versionKey, String datasetId) {
        return evaluated.stream().anyMatch(e -> e.id.versionKey().equals(versionKey) && e.datasetId.equals(datasetId));
    }
}
