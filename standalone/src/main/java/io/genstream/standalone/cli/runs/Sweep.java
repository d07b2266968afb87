package io.genstream.standalone.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.standalone.cli.Text;
import io.genstream.standalone.cli.client.GatewayClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The runs of a grid, known by what they train and with which parameters: whoever sweeps the same grid again finds them. Each
 * point has a model of its own, so that none waits at another's gate and all keep their checkpoints. Used by one thread.
 */
final class Sweep {
    private final GatewayClient gateway;
    private final String recipe;
    private final String datasetId;
    private final String model;
    private final SweepGrid grid;
    private final Map<String, String> ordered = new HashMap<>();

    /** @param model what the names of the points' models begin with */
    Sweep(GatewayClient gateway, String recipe, String datasetId, String model, SweepGrid grid) {
        this.gateway = gateway;
        this.recipe = recipe;
        this.datasetId = datasetId;
        this.model = model;
        this.grid = grid;
    }

    SweepGrid grid() {
        return grid;
    }

    /** The newest run of each point; a point that nobody ordered is absent. */
    Map<Map<String, String>, JsonNode> runs() {
        Map<Map<String, String>, JsonNode> found = new HashMap<>();
        for (JsonNode run : gateway.get("/v1/runs").json().path("runs")) {
            grid.points().stream().filter(point -> matches(run, point)).forEach(point -> found.put(point, run));
        }
        return found;
    }

    /** Points that neither a run nor an order of ours belongs to. */
    List<Map<String, String>> missing() {
        Map<Map<String, String>, JsonNode> found = runs();
        List<Map<String, String>> missing = new ArrayList<>(grid.points());
        missing.removeIf(point -> found.containsKey(point) || ordered.containsKey(modelOf(point)));
        return missing;
    }

    /** The id of the new run. */
    String order(Map<String, String> point) {
        ObjectNode body = gateway.object()
                .put("recipe", recipe)
                .put("datasetId", datasetId)
                .put("model", modelOf(point))
                .put("reason", "sweep, " + grid.name(point));
        ObjectNode parameters = body.putObject("parameters");
        point.forEach(parameters::put);
        String runId = Text.of(gateway.send("POST", "/v1/runs", body).json(), "runId");
        ordered.put(modelOf(point), runId);
        return runId;
    }

    /** Points whose run is over, well or not. */
    Map<Map<String, String>, JsonNode> ended() {
        Map<Map<String, String>, JsonNode> ended = new HashMap<>(runs());
        ended.values().removeIf(run -> List.of("QUEUED", "RUNNING").contains(Text.of(run, "state")));
        return ended;
    }

    /** Whether the last checkpoint of a completed run still waits to be measured. */
    boolean unmeasured(JsonNode run) {
        String version = Text.of(run, "lastCheckpoint");
        return Text.of(run, "state").equals("COMPLETED")
                && !version.isEmpty()
                && gateway.get("/v1/evaluations?model="
                                + GatewayClient.segment(Text.of(run.path("recipe"), "model")) + "&version="
                                + GatewayClient.segment(version))
                        .json()
                        .path("evaluations")
                        .isEmpty();
    }

    Optional<RunCurve> curve(Map<Map<String, String>, JsonNode> runs, Map<String, String> point) {
        return Optional.ofNullable(runs.get(point)).map(run -> RunCurve.of(gateway, Text.of(run, "runId")));
    }

    private boolean matches(JsonNode run, Map<String, String> point) {
        JsonNode trained = run.path("recipe");
        return Text.of(trained, "name").equals(recipe)
                && Text.of(trained, "datasetId").equals(datasetId)
                && Text.of(trained, "model").equals(modelOf(point))
                && point.entrySet().stream().allMatch(value -> Text.of(trained.path("parameters"), value.getKey())
                        .equals(value.getValue()));
    }

    private String modelOf(Map<String, String> point) {
        CRC32 hash = new CRC32();
        hash.update(new TreeMap<>(point).toString().getBytes(StandardCharsets.UTF_8));
        return String.format("%s-%08x", model, hash.getValue());
    }
}
