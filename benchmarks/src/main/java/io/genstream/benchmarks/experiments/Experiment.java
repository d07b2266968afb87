package io.genstream.benchmarks.experiments;

import java.util.List;

/**
 * A published claim and how to put it to the test. A new one is a class of its own, named in {@link Experiments}. Stateless.
 */
interface Experiment {
    String name();

    /** A line for lists. */
    String summary();

    /** What the source says, and where. */
    String claim();

    /** The data set that its recipes learn from. */
    String datasetId();

    List<Arm> arms();

    /** Holds what was seen against the claim: tables, pictures, and the verdict as the last word. */
    void judge(Bench bench, List<Trial> trials, Report report);
}
