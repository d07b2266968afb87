package io.genstream.trainer.run;

/** How the training thread let go of a run. */
public record Outcome(Kind kind, String reason) {
    /** RELEASED leaves the run's state as it is: somebody stopped it, or the next owner goes on. */
    public enum Kind {
        COMPLETED,
        FAILED,
        RELEASED
    }

    static Outcome completed() {
        return new Outcome(Kind.COMPLETED, "");
    }

    static Outcome failed(String reason) {
        return new Outcome(Kind.FAILED, reason);
    }

    static Outcome released() {
        return new Outcome(Kind.RELEASED, "");
    }
}
