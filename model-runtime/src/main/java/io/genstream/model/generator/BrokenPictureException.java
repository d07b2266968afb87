package io.genstream.model.generator;

import io.genstream.model.ModelException;

/**
 * The model made NaN for one latent. Others of the same call may be fine: a caller that put several requests into one
 * batch fails the one that {@link #row} belongs to and runs the rest again.
 */
public final class BrokenPictureException extends ModelException {
    private static final long serialVersionUID = 1L;

    private final int row;

    BrokenPictureException(int row, String output) {
        super("output '" + output + "' of picture " + row
                + " holds NaN: the weights are broken, or the latent is far beyond what they were trained on");
        this.row = row;
    }

    /** Index of the first broken picture within the call. */
    public int row() {
        return row;
    }
}
