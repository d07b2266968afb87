package io.genstream.trainer.run;

/** What the training thread is asked to do with the run it holds. Written by any thread, read between steps. */
public final class RunSignal {
    /** From weakest to strongest; a stronger wish replaces a weaker one, never the other way round. */
    public enum Wish {
        GO_ON,
        /** Publish a last checkpoint and let go: a run that a person ordered goes first. The run waits for its next turn. */
        YIELD,
        /** Publish a last checkpoint and let go for good. */
        STOP,
        /** Publish a last checkpoint if there is time and let go; the run stays RUNNING for the next owner. */
        PARK,
        /** Let go at once and publish nothing: another owner has the run. */
        ABANDON
    }

    private volatile Wish wish = Wish.GO_ON;
    private volatile String reason = "";

    public Wish wish() {
        return wish;
    }

    public boolean goesOn() {
        return wish == Wish.GO_ON;
    }

    /** Of the strongest wish, for people. */
    String reason() {
        return reason;
    }

    synchronized void raise(Wish newWish, String newReason) {
        if (newWish.compareTo(wish) > 0) {
            reason = newReason;
            wish = newWish;
        }
    }
}
