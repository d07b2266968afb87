package io.genstream.trainer.recipe;

/** A loss is no longer a number: nothing learnt from here on would be worth a checkpoint. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param step the first at which the term was not finite */
    public DivergedException(String term, double value, long step) {
        super(
                "loss term '" + term + "' is " + value + " at step " + step
                        + ": training has diverged; checkpoints from before stay, a lower learning rate or another seed may help");
    }
}
