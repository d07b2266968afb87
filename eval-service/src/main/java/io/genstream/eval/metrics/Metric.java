package io.genstream.eval.metrics;

import java.util.Map;

/** One or several measures of generated images; what is the same for every version is worked out beforehand. Thread-safe. */
@FunctionalInterface
public interface Metric {
    /** In the order of their records; empty where these images cannot be measured so. */
    Map<Measure, Estimate> measure(FeatureSet generated);
}
