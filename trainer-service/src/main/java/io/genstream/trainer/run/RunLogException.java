package io.genstream.trainer.run;

/** A run could not be written down; nothing may rest on it until a repeated attempt succeeds. */
public final class RunLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
