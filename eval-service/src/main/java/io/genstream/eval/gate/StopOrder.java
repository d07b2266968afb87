package io.genstream.eval.gate;

/** A run is to stop: either it has not improved for long, or it has collapsed. */
public record StopOrder(TrainingRun run, String reason) {
    private static final String PREFIX = "gate/stop/";

    /** The gate stops a run once; who resumes it then knows better. */
    public String commandId() {
        return PREFIX + run.runId();
    }

    /** Whether a command is the gate's own. */
    public static boolean isCommandId(String commandId) {
        return commandId.startsWith(PREFIX);
    }
}
