package io.genstream.broker;

/**
 * Why a broker could not start, in a form that a command line can turn into one sentence and an exit code.
 * The message says what to do about it.
 */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        PORT_TAKEN,
        DIRECTORY_LOCKED,
        DIRECTORY_UNWRITABLE,
        DISK_FULL,
        STRAY_TOPICS,
        START_FAILED
    }

    private final Reason reason;

    public BrokerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public BrokerException(Reason reason, String message) {
        this(reason, message, null);
    }

    public Reason reason() {
        return reason;
    }
}
