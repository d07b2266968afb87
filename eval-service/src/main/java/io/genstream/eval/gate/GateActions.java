package io.genstream.eval.gate;

import java.util.ArrayList;
import java.util.List;

/** What the gate wants written, in order. Collects during one step; not thread-safe. */
public final class GateActions {
    private final List<GateDecision> decisions = new ArrayList<>();
    private final List<Remeasurement> remeasurements = new ArrayList<>();
    private final List<StopOrder> stops = new ArrayList<>();
    private int duplicates;

    public List<GateDecision> decisions() {
        return List.copyOf(decisions);
    }

    public List<Remeasurement> remeasurements() {
        return List.copyOf(remeasurements);
    }

    public List<StopOrder> stops() {
        return List.copyOf(stops);
    }

    /** Commands that had been decided before. */
    public int duplicates() {
        return duplicates;
    }

    public boolean isEmpty() {
        return decisions.isEmpty() && remeasurements.isEmpty() && stops.isEmpty() && duplicates == 0;
    }

    void add(GateDecision decision) {
        decisions.add(decision);
    }

    void add(Remeasurement remeasurement) {
        remeasurements.add(remeasurement);
    }

    void add(StopOrder stop) {
        stops.add(stop);
    }

    void addDuplicate() {
        duplicates++;
    }
}
