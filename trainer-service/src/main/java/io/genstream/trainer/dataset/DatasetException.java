package io.genstream.trainer.dataset;

/** A data set cannot be had; the message says why and what helps. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final boolean passing;

    public DatasetException(String message, boolean retryable) {
        this(message, retryable, null);
    }

    public DatasetException(String message, boolean retryable, Throwable cause) {
        this(message, retryable, false, cause);
    }

    private DatasetException(String message, boolean retryable, boolean passing, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
        this.passing = passing;
    }

    /** The cluster is away. */
    public static DatasetException outage(String message, Throwable cause) {
        return new DatasetException(message, true, true, cause);
    }

    /** Whether it ends by itself. */
    public boolean passing() {
        return passing;
    }

    /** Whether the same call may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
