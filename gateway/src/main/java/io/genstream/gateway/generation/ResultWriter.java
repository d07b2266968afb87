package io.genstream.gateway.generation;

/** Writes one answer piece by piece. Takes long: called on the worker pool, by one thread at a time. */
public interface ResultWriter {
    /** The bytes that are ready once these images, the next in order, are in; perhaps none. */
    byte[] write(MadeBatch batch);

    /** The last bytes. */
    byte[] end();
}
