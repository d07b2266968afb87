package io.genstream.inference;

/** The service cannot start; the message names the cause and the cure. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InferenceException(String message) {
        super(message);
    }
}
