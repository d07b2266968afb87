package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
    private final Runs runs;
    private final String recipe;
    private final String datasetId;
    private final String model;
    private final SweepGrid grid;
    private final Map<String, String> ordered = new HashMap<>();

    /** @param model what the names of the points' models begin with */
    Sweep(GatewayClient gateway, String recipe, String datasetId, String model, SweepGrid grid) {
        this.gateway = gateway;
        this.runs = new Runs(gateway);
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
        List<JsonNode> all = runs.all();
        Map<Map<String, String>, JsonNode> found = new HashMap<>();
        for (Map<String, String> point : grid.points()) {
            Runs.newest(all, run -> matches(run, point)).ifPresent(run -> found.put(point, run));
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
        String runId =
                runs.order(new Runs.Order(recipe, datasetId, modelOf(point), point), "", "sweep, " + grid.name(point));
        ordered.put(modelOf(point), runId);
        return runId;
    }

    /** Points whose run is over, well or not. */
    Map<Map<String, String>, JsonNode> ended() {
        Map<Map<String, String>, JsonNode> ended = new HashMap<>(runs());
        ended.values().removeIf(run -> !Runs.ended(run));
        return ended;
    }

    /** Whether some run's last checkpoint still waits to be measured. */
    boolean unmeasured() {
        return ended().values().stream().anyMatch(runs::unmeasured);
    }

    Optional<RunCurve> curve(Map<Map<String, String>, JsonNode> runs, Map<String, String> point) {
        return Optional.ofNullable(runs.get(point)).map(run -> RunCurve.of(gateway, Text.of(run, "runId")));
    }

    private boolean matches(JsonNode run, Map<String, String> point) {
        JsonNode trained = run.path("recipe");
        return Text.of(trained, "name").equals(recipe)
                && Text.of(trained, "datasetId").equals(datasetId)
                && Runs.isOf(run, modelOf(point))
                && point.entrySet().stream().allMatch(value -> Text.of(trained.path("parameters"), value.getKey())
                        .equals(value.getValue()));
    }

    private String modelOf(Map<String, String> point) {
        CRC32 hash = new CRC32();
        hash.update(new TreeMap<>(point).toString().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%s-%08x", model, hash.getValue());
    }
}
