package io.genstream.trainer.recipe;

/** The recipe cannot learn from this data set: wrong shape, wrong labels, too few pictures. */
public final class UnsuitableDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsuitableDataException(String message) {
        super(message);
    }
}
