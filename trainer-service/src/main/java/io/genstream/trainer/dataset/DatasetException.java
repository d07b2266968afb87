package io.genstream.trainer.dataset;

/** A data set cannot be had; the message says why and what helps. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public DatasetException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    public DatasetException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether the same call may succeed later: the cluster was away, say. */
    public boolean retryable() {
        return retryable;
    }
}
