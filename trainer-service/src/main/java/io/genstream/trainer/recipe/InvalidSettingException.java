package io.genstream.trainer.recipe;

/** A setting that the recipe does not know or a value that it cannot use; the message names both and the cure. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSettingException(String message) {
        super(message);
    }
}
