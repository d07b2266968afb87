package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds, orders and follows runs through the API: sweeps and experiments are made of it. Thread-safe. */
public final class Runs {
    /** Between two looks at runs that are under way. */
    public static final Duration POLL = Duration.ofSeconds(1);

    private static final Set<String> UNDER_WAY = Set.of("QUEUED", "RUNNING");

    private final GatewayClient gateway;

    public Runs(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** What to train on what, under which name. */
    public record Order(String recipe, String datasetId, String model, Map<String, String> parameters) {}

    /** Those that a trainer has taken. */
    public List<JsonNode> all() {
        List<JsonNode> runs = new ArrayList<>();
        gateway.get("/v1/runs").json().path("runs").forEach(runs::add);
        return runs;
    }

    /** The one of these that started last. */
    public static Optional<JsonNode> newest(Collection<JsonNode> runs, Predicate<JsonNode> wanted) {
        return runs.stream().filter(wanted).max(Comparator.comparing(run -> Text.of(run, "startedAt")));
    }

    /**
     * @param by empty for the operator
     * @return the id of the new run. It is not listed before a trainer has taken it
     */
    public String order(Order order, String by, String reason) {
        ObjectNode body = gateway.object()
                .put("recipe", order.recipe())
                .put("datasetId", order.datasetId())
                .put("model", order.model());
        if (!by.isEmpty()) {
            body.put("by", by);
        }
        if (!reason.isEmpty()) {
            body.put("reason", reason);
        }
        ObjectNode parameters = body.putObject("parameters");
        order.parameters().forEach(parameters::put);
        return Text.of(gateway.send("POST", "/v1/runs", body).json(), "runId");
    }

    /** Well or not. */
    public static boolean ended(JsonNode run) {
        return !UNDER_WAY.contains(Text.of(run, "state"));
    }

    public static boolean isOf(JsonNode run, String model) {
        return Text.of(run.path("recipe"), "model").equals(model);
    }

    /** Whether the last checkpoint of a run that ended well still waits to be measured. */
    public boolean unmeasured(JsonNode run) {
        String version = Text.of(run, "lastCheckpoint");
        return Set.of("COMPLETED", "STOPPED").contains(Text.of(run, "state"))
                && !version.isEmpty()
                && gateway.get("/v1/evaluations?model="
                                + GatewayClient.segment(Text.of(run.path("recipe"), "model")) + "&version="
                                + GatewayClient.segment(version))
                        .json()
                        .path("evaluations")
                        .isEmpty();
    }
}
