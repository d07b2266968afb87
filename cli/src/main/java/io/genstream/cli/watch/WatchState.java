package io.genstream.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.genstream.cli.terminal.Text;
import io.genstream.schemas.Measures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the frames have told so far: the last word on each run, model and version. Used by one thread. */
final class WatchState {
    private static final int DECISIONS = 5;
    private static final int MAX_RUNS = 200;

    private final Map<String, JsonNode> runs = new TreeMap<>();
    private final Map<String, JsonNode> progress = new TreeMap<>();
    private final Map<String, JsonNode> rollouts = new TreeMap<>();
    private final Map<String, TreeMap<String, Double>> distances = new TreeMap<>();
    private final Map<String, String> metrics = new TreeMap<>();
    private final Deque<JsonNode> decisions = new ArrayDeque<>();

    void apply(JsonNode frame) {
        JsonNode value = frame.path("value");
        String key = Text.of(frame, "key");
        switch (Text.of(frame, "topic")) {
            case "runs" -> put(runs, key, value);
            case "training-progress" -> put(progress, key, value);
            case "model-rollouts" -> put(rollouts, key, value);
            case "rollout-decisions" -> decide(value);
            case "evaluations" -> measure(key, value);
            default -> {} // a topic that was not asked for
        }
        while (runs.size() > MAX_RUNS) {
            String oldest = runs.keySet().iterator().next();
            runs.remove(oldest);
            progress.remove(oldest);
        }
    }

    /** In the order of their start. */
    List<JsonNode> runs() {
        List<JsonNode> all = new ArrayList<>(runs.values());
        all.sort((a, b) -> Text.of(a, "startedAt").compareTo(Text.of(b, "startedAt")));
        return all;
    }

    /** The newest progress of a run; a missing node if there is none. */
    JsonNode progress(String runId) {
        return progress.getOrDefault(runId, MissingNode.getInstance());
    }

    Map<String, JsonNode> rollouts() {
        return rollouts;
    }

    /** Of each version of a model in the order of their making. */
    List<Double> distances(String model) {
        return List.copyOf(distances.getOrDefault(model, new TreeMap<>()).values());
    }

    /** The distance of one version; NaN if it was not measured. */
    double distance(String model, String version) {
        return distances.getOrDefault(model, new TreeMap<>()).getOrDefault(version, Double.NaN);
    }

    /** What the distances of a model are called; empty if there are none. */
    String metric(String model) {
        return metrics.getOrDefault(model, "");
    }

    /** The last few, oldest first. */
    List<JsonNode> decisions() {
        return List.copyOf(decisions);
    }

    /** Pictures that all runs under way learn from in a second. */
    double trainingRate() {
        return runs.values().stream()
                .filter(run -> Text.of(run, "state").equals("RUNNING"))
                .mapToDouble(run ->
                        progress(Text.of(run, "runId")).path("imagesPerSecond").asDouble())
                .sum();
    }

    static boolean isDistance(JsonNode evaluation) {
        return Text.of(evaluation, "measure").equals(Measures.FRECHET_DISTANCE);
    }

    private void measure(String key, JsonNode value) {
        if (value.isNull()) {
            String[] parts = key.split("/", 3);
            if (parts.length == 3 && parts[2].equals(metric(parts[0]))) {
                distances.getOrDefault(parts[0], new TreeMap<>()).remove(parts[1]);
            }
        } else if (isDistance(value)) {
            String model = Text.of(value, "model");
            metrics.put(model, Text.of(value, "metric"));
            distances
                    .computeIfAbsent(model, unused -> new TreeMap<>())
                    .put(Text.of(value, "version"), value.path("value").asDouble(Double.NaN));
        }
    }

    private void decide(JsonNode value) {
        if (!value.isNull()) {
            decisions.addLast(value);
            if (decisions.size() > DECISIONS) {
                decisions.removeFirst();
            }
        }
    }

    private static void put(Map<String, JsonNode> map, String key, JsonNode value) {
        if (value.isNull()) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }
}
