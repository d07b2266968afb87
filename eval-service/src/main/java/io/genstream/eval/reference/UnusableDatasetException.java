package io.genstream.eval.reference;

/** A data set that nothing can be measured against; the message says why. Trying again does not help, a new revision may. */
public final class UnusableDatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableDatasetException(String message) {
        super(message);
    }
}
