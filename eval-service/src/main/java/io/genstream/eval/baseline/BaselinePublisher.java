package io.genstream.eval.baseline;

import io.genstream.eval.reference.Reference;

/** Where the figures of baselines go. */
@FunctionalInterface
public interface BaselinePublisher {
    /** Returns when the figures are in the log. */
    void publish(Baseline baseline, Reference reference) throws InterruptedException;
}
