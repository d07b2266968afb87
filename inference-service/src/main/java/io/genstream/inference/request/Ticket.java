package io.genstream.inference.request;

/**
 * The duty to one record of a topic: exactly one of the two is called, once, when everything that the record asked for is
 * safely delivered or given up. Then its offset may be committed. Thread-safe.
 */
public interface Ticket {
    void done();

    /** Nothing could be delivered for it, not even a failure: it becomes a dead letter. */
    void giveUp(Throwable cause);
}
