package io.genstream.inference.delivery;

import java.util.concurrent.CompletableFuture;

/**
 * Where results go. Futures complete once the broker has acknowledged, on the sink's own thread: what is chained to them
 * must be short. A future fails only where trying again would not help; the sink itself retries what passes. Thread-safe.
 */
public interface ResultSink {
    CompletableFuture<Placed> images(FinishedBatch batch);

    /** The outcome, and the failure where it is one. */
    CompletableFuture<Void> conclude(Conclusion conclusion);

    /** Where a batch lies in its topic. */
    record Placed(int partition, long offset) {}
}
