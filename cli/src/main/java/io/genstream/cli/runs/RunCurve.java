package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The losses of a run over its steps, and what its checkpoints were measured to be worth. Immutable. */
public record RunCurve(JsonNode run, List<Point> points, List<Figure> figures) {
    /** A loss that was not finite is left out of {@code losses}. */
    public record Point(
            long step, double epoch, long images, double imagesPerSecond, Instant at, Map<String, Double> losses) {}

    /** One evaluation of one checkpoint. */
    public record Figure(String metric, String measure, String version, long images, double value, Instant at) {}

    public static RunCurve of(GatewayClient gateway, String runId) {
        JsonNode run = gateway.get(RunNames.path(runId)).json();
        List<Point> points = new ArrayList<>();
        gateway.get(RunNames.path(runId) + "/progress")
                .json()
                .path("points")
                .forEach(point -> append(points, point(point)));
        List<Figure> figures = new ArrayList<>();
        String model = Text.of(run.path("recipe"), "model");
        gateway.get("/v1/evaluations?model=" + GatewayClient.segment(model))
                .json()
                .path("evaluations")
                .forEach(evaluation -> {
                    if (runId.equals(Text.of(evaluation, "runId"))
                            && evaluation.path("value").isNumber()) {
                        figures.add(figure(evaluation));
                    }
                });
        return new RunCurve(run, List.copyOf(points), List.copyOf(figures));
    }

    public String runId() {
        return Text.of(run, "runId");
    }

    /** Every loss term, in alphabetical order. */
    public Set<String> terms() {
        Set<String> terms = new TreeSet<>();
        points.forEach(point -> terms.addAll(point.losses().keySet()));
        return terms;
    }

    /** Figures of one metric by images seen; the newest of several counts. */
    public Map<Long, Double> figures(String metric) {
        Map<Long, Double> values = new TreeMap<>();
        figures.stream()
                .filter(figure -> figure.metric().equals(metric))
                .forEach(f -> values.put(f.images(), f.value()));
        return values;
    }

    /** A run that went on from a checkpoint takes the steps after it again: what was told of them before is void. */
    static void append(List<Point> points, Point next) {
        while (!points.isEmpty() && points.get(points.size() - 1).step() >= next.step()) {
            points.remove(points.size() - 1);
        }
        points.add(next);
    }

    private static Point point(JsonNode point) {
        Map<String, Double> losses = new TreeMap<>();
        point.path("losses").properties().forEach(loss -> {
            if (loss.getValue().isNumber()) {
                losses.put(loss.getKey(), loss.getValue().doubleValue());
            }
        });
        return new Point(
                point.path("step").asLong(),
                point.path("epoch").asDouble(),
                point.path("imagesSeen").asLong(),
                point.path("imagesPerSecond").asDouble(),
                Instant.parse(Text.of(point, "at")),
                losses);
    }

    private static Figure figure(JsonNode evaluation) {
        return new Figure(
                Text.of(evaluation, "metric"),
                Text.of(evaluation, "measure"),
                Text.of(evaluation, "version"),
                evaluation.path("imagesSeen").asLong(),
                evaluation.path("value").doubleValue(),
                Instant.parse(Text.of(evaluation, "at")));
    }
}
