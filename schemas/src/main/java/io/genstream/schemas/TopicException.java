package io.genstream.schemas;

/** Topics could not be created or followed; the message says which, why and what to do. */
public final class TopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
