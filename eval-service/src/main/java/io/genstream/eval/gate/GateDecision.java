package io.genstream.eval.gate;

import java.time.Instant;
import java.util.Map;

/**
 * What the gate made of a command or of a candidate.
 *
 * @param version what it is about; with ROLL_BACK the version that was taken out
 * @param reason one sentence for people that names the figures
 * @param figures the same for machines
 * @param after the roll-out after it; unchanged where refused
 */
public record GateDecision(
        String commandId,
        String model,
        String version,
        Action action,
        boolean accepted,
        String by,
        String reason,
        Map<String, Double> figures,
        RolloutState after,
        Instant at) {
    /** Prefix of the ids of the gate's own decisions. */
    public static final String AUTO_PREFIX = "auto/";

    /** Who decides where no operator does. */
    public static final String GATE = "gate";

    public GateDecision {
        figures = Map.copyOf(figures);
    }

    public boolean automatic() {
        return commandId.startsWith(AUTO_PREFIX);
    }

    /** A candidate is decided once for each revision of the data set. */
    static String automaticId(String version, long datasetRevision) {
        return AUTO_PREFIX + version + "/r" + datasetRevision;
    }
}
