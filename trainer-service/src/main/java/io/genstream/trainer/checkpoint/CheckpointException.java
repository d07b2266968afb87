package io.genstream.trainer.checkpoint;

/** A checkpoint could not be published or read. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    public CheckpointException(String message, boolean passing) {
        this(message, passing, null);
    }

    public CheckpointException(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** Whether it ends by itself: the cluster is away, or the group of the trainers has yet to say whose the recipe is. */
    public boolean passing() {
        return passing;
    }
}
