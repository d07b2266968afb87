package io.genstream.eval.evaluation;

import io.genstream.eval.metrics.Estimate;
import io.genstream.eval.metrics.Measure;

/**
 * One figure.
 *
 * @param protocol what it shares with the others of its evaluation
 */
public record Measurement(Measure measure, String protocol, Estimate estimate) {
    /** Name that carries the protocol. */
    public String metric() {
        return measure.metric(protocol);
    }

    public double value() {
        return estimate.value();
    }
}
