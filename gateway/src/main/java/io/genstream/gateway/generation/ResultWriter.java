package io.genstream.gateway.generation;

import java.io.IOException;

/** Writes one answer into the stream that it was made with. Takes long: called on the worker pool, by one thread at a time. */
public interface ResultWriter {
    /** Takes images, the next in order. */
    void write(MadeBatch batch) throws IOException;

    void end() throws IOException;
}
