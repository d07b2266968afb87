package io.genstream.operations;

import java.util.Optional;

/** A started service as its process sees it: watched until it is told to stop or fails. Asked from several threads. */
public interface RunningService extends AutoCloseable {
    /** Whether it does its work now. */
    boolean ready();

    /** What ended its work for good, if anything did. */
    Optional<Throwable> failure();

    /** Stops cleanly; called once. */
    @Override
    void close();
}
