package io.genstream.trainer.run;

import java.util.EnumSet;
import java.util.Set;

/** Where a run stands, and where it may go from there. QUEUED and RUNNING runs are taken up again after a restart. */
public enum RunState {
    QUEUED,
    RUNNING,
    STOPPED,
    COMPLETED,
    FAILED;

    /** Whether a run in this state still wants the training thread. */
    public boolean pending() {
        return this == QUEUED || this == RUNNING;
    }

    /** RUNNING may become RUNNING again (another owner, or the same one after a restart) and QUEUED (it made way). */
    public boolean mayBecome(RunState next) {
        return successors().contains(next);
    }

    private Set<RunState> successors() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, STOPPED, FAILED);
            case RUNNING -> EnumSet.of(RUNNING, QUEUED, STOPPED, COMPLETED, FAILED);
            case STOPPED, FAILED -> EnumSet.of(QUEUED);
            case COMPLETED -> EnumSet.noneOf(RunState.class);
        };
    }
}
