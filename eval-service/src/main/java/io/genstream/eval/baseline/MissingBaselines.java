package io.genstream.eval.baseline;

import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.reference.Dataset;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.ReferenceWorker;
import java.util.Optional;

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
    public void onReference(Reference reference, Dataset dataset) throws InterruptedException {
        if (missing(Baseline.FLOOR, reference)) {
            publish(baselines.floor(reference, dataset), reference);
        }
        if (missing(Baseline.YARDSTICK, reference)) {
            publish(baselines.yardstick(reference, dataset), reference);
        }
    }

    private boolean missing(String baseline, Reference reference) {
        return !evaluated.contains(
                Baseline.id(baseline, reference),
                reference.revision().datasetId(),
                reference.extractorSha256(),
                baselines.images(reference));
    }

    private void publish(Optional<Baseline> baseline, Reference reference) throws InterruptedException {
        if (baseline.isPresent()) {
            publisher.publish(baseline.get(), reference);
        }
    }
}
