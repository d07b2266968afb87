package io.genstream.trainer.run;

import java.time.Instant;
import java.util.Optional;

/**
 * How the training thread let go of a run.
 *
 * @param checkpoint the last one that it published
 */
public record Outcome(Kind kind, String reason, Optional<Published> checkpoint) {
    /** A checkpoint as a run's record names it. */
    public record Published(String version, long step, long imagesSeen) {}

    /** RELEASED: the signal told it to. */
    public enum Kind {
        COMPLETED,
        FAILED,
        RELEASED
    }

    static Outcome completed() {
        return new Outcome(Kind.COMPLETED, "", Optional.empty());
    }

    static Outcome failed(String reason) {
        return new Outcome(Kind.FAILED, reason, Optional.empty());
    }

    static Outcome released() {
        return new Outcome(Kind.RELEASED, "", Optional.empty());
    }

    /**
     * The run's record as this outcome leaves it: its last checkpoint named, whose own record may have failed, and ended
     * unless it goes on elsewhere or later.
     */
    Run applied(Run known, RunSignal signal, String owner, Instant now) {
        Run run = checkpoint
                .filter(last -> !known.lastCheckpoint().equals(Optional.of(last.version())))
                .map(last -> known.checkpointed(last, now))
                .orElse(known);
        if (run.state() != RunState.RUNNING) {
            return run;
        }
        return switch (kind) {
            case COMPLETED -> run.to(RunState.COMPLETED, reason, owner, now);
            case FAILED -> run.to(RunState.FAILED, reason, owner, now);
            case RELEASED ->
                signal.request() == RunSignal.Request.STOP
                        ? run.to(RunState.STOPPED, signal.reason(), owner, now)
                        : run;
        };
    }

    Outcome after(Optional<Published> last) {
        return new Outcome(kind, reason, last);
    }
}
