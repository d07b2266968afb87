package io.genstream.trainer.recipe.yaml;

/** A recipe file that cannot be used; the message names the file, the line, the key, the bad value and what it must be. */
public final class RecipeFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecipeFileException(String message) {
        super(message);
    }

    RecipeFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
