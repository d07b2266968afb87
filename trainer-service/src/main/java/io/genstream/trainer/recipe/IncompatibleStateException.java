package io.genstream.trainer.recipe;

/** A saved state that does not fit: another recipe, other sizes, or damaged. The cure is to start from scratch. */
public final class IncompatibleStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IncompatibleStateException(String message) {
        super(message);
    }

    public IncompatibleStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
