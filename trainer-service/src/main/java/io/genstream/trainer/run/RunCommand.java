package io.genstream.trainer.run;

import java.time.Instant;

/** An order to start, stop, resume or delete a run; {@code by} and {@code reason} are for people, {@code at} tells its place among others. */
public record RunCommand(
        String commandId, Action action, String runId, RecipeSpec recipe, String reason, String by, Instant at) {

    /** What to do with the run. */
    public enum Action {
        START,
        STOP,
        RESUME,
        /** The record of a run that has ended goes. */
        DELETE
    }

    String why() {
        String who = by.isBlank() ? "a command" : by;
        return reason.isBlank() ? "asked by " + who : reason + " (" + who + ")";
    }
}
