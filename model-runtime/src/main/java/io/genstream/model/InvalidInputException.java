package io.genstream.model;

/**
 * What a caller gave to a model does not fit its card: a class out of range, a latent of the wrong size, a picture of
 * another shape. The message names the offending row. The model itself is fine.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int row;

    /**
     * @param subject what was given, for instance {@code condition}
     * @param row index of the offending row within the call; -1 where the mistake is not in one row
     * @param problem what is wrong with it and what would be right
     */
    public InvalidInputException(String subject, int row, String problem) {
        super(row < 0 ? subject + ": " + problem : subject + " row " + row + ": " + problem);
        this.row = row;
    }

    /** Index of the offending row within the call; -1 where the mistake is not in one row. */
    public int row() {
        return row;
    }
}
