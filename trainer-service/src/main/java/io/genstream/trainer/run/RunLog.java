package io.genstream.trainer.run;

/** Where runs are kept for good. Thread-safe. */
public interface RunLog {
    /**
     * Returns once the run is durable.
     *
     * @return where it stands in the log; later writes of the same run have higher positions
     * @throws RunLogException if it is not known to be durable; the call may be repeated
     */
    long save(Run run);

    /**
     * Deletes a run and its progress; returns once that is durable.
     *
     * @throws RunLogException if it is not known to be durable; the call may be repeated
     */
    void forget(String runId);
}
