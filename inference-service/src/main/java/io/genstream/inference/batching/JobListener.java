package io.genstream.inference.batching;

/** Told once when a queued job is finished; makes room for the next. Called from worker and delivery threads. */
@FunctionalInterface
public interface JobListener {
    void finished(RequestJob job);
}
