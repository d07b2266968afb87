package io.genstream.eval.baseline;

import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.reference.Dataset;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.ReferenceWorker;

/** Publishes the baselines of a new reference, unless an earlier run has. Called by the reference worker. */
public final class MissingBaselines implements ReferenceWorker.Listener {
    private final Baselines baselines;
    private final EvaluatedVersions evaluated;
    private final BaselinePublisher publisher;

    public MissingBaselines(Baselines baselines, EvaluatedVersions evaluated, BaselinePublisher publisher) {
        this.baselines = baselines;
        this.evaluated = evaluated;
        this.publisher = publisher;
    }

    @Override
    public void onReference(Reference reference, Dataset dataset, Extractor extractor) throws InterruptedException {
        if (missing(Baseline.FLOOR, reference)) {
            publisher.publish(baselines.floor(reference, dataset, extractor), reference);
        }
        if (missing(Baseline.YARDSTICK, reference)) {
            publisher.publish(baselines.yardstick(reference, dataset, extractor), reference);
        }
    }

    private boolean missing(String baseline, Reference reference) {
        long revision = reference.revision().revision();
        EvaluationId id = new EvaluationId(baseline, "r" + revision, revision);
        return !evaluated.contains(id, reference.revision().datasetId(), reference.extractorSha256());
    }
}
