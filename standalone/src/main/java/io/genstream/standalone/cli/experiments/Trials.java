package io.genstream.standalone.cli.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.standalone.ExitCode;
import io.genstream.standalone.StandaloneException;
import io.genstream.standalone.cli.Text;
import io.genstream.standalone.cli.client.GatewayClient;
import io.genstream.standalone.cli.progress.ProgressBar;
import io.genstream.standalone.cli.runs.RunCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Orders an experiment's runs and waits for them. Every run has a model of its own, named after what was asked for, so that a
 * second start of the same experiment finds the runs of the first. Used by one thread.
 */
final class Trials {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Evaluations come after their checkpoint; a version that cannot be measured has none. */
    private static final Duration MEASURING = Duration.ofMinutes(3);

    private final GatewayClient gateway;
    private final Experiment experiment;
    private final Map<String, String> common;
    private final Consumer<String> news;

    /** @param common parameters of every run, the scale among them; they win over an arm's */
    Trials(GatewayClient gateway, Experiment experiment, Map<String, String> common, Consumer<String> news) {
        this.gateway = gateway;
        this.experiment = experiment;
        this.common = Map.copyOf(common);
        this.news = news;
    }

    /** One arm at one seed. */
    private record Wanted(Arm arm, long seed, String model, Map<String, String> parameters) {}

    List<Trial> run(int seeds, ProgressBar bar) throws InterruptedException {
        Map<Wanted, String> runIds = new LinkedHashMap<>();
        for (Wanted wanted : wanted(seeds)) {
            runIds.put(wanted, find(wanted).orElseGet(() -> order(wanted)));
        }
        List<Trial> trials = new ArrayList<>();
        for (Map.Entry<Wanted, String> ordered : runIds.entrySet()) {
            bar.show(trials.size());
            await(ordered.getValue(), bar, trials.size());
            trials.add(measured(ordered.getKey(), ordered.getValue()));
        }
        return trials;
    }

    private List<Wanted> wanted(int seeds) {
        List<Wanted> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            for (Arm arm : experiment.arms()) {
                Map<String, String> parameters = new TreeMap<>(arm.settings());
                parameters.putAll(common);
                parameters.put("seed", Long.toString(seed));
                String tag = Integer.toHexString(parameters.hashCode());
                String model =
                        "x-" + experiment.name() + '-' + arm.name().replaceAll("[^A-Za-z0-9.]+", "-") + '-' + tag;
                all.add(new Wanted(arm, seed, model.toLowerCase(Locale.ROOT), parameters));
            }
        }
        return all;
    }

    /** The newest run of this model that has not failed. */
    private Optional<String> find(Wanted wanted) {
        return runs().stream()
                .filter(run -> Text.of(run.path("recipe"), "model").equals(wanted.model()))
                .filter(run -> !Text.of(run, "state").equals("FAILED"))
                .max(Comparator.comparing(run -> Text.of(run, "startedAt")))
                .map(run -> Text.of(run, "runId"));
    }

    private List<JsonNode> runs() {
        List<JsonNode> runs = new ArrayList<>();
        gateway.get("/v1/runs").json().path("runs").forEach(runs::add);
        return runs;
    }

    private String order(Wanted wanted) {
        ObjectNode body = gateway.object()
                .put("recipe", wanted.arm().recipe())
                .put("datasetId", experiment.datasetId())
                .put("model", wanted.model())
                .put("by", "experiment " + experiment.name());
        ObjectNode parameters = body.putObject("parameters");
        wanted.parameters().forEach(parameters::put);
        news.accept("ordered " + wanted.model());
        return Text.of(gateway.send("POST", "/v1/runs", body).json(), "runId");
    }

    /** A run that was just ordered is not listed before a trainer has taken it. */
    private void await(String runId, ProgressBar bar, int before) throws InterruptedException {
        while (true) {
            Optional<JsonNode> run = runs().stream()
                    .filter(listed -> Text.of(listed, "runId").equals(runId))
                    .findFirst();
            String state = run.map(listed -> Text.of(listed, "state")).orElse("");
            String reason = run.map(listed -> Text.of(listed, "reason")).orElse("");
            switch (state) {
                case "COMPLETED", "STOPPED" -> {
                    news.accept(runId + " is " + state.toLowerCase(Locale.ROOT) + ' ' + reason);
                    return;
                }
                case "FAILED" ->
                    throw new StandaloneException(
                            ExitCode.FAILED,
                            "run " + runId + " failed: " + reason + "; the same command again orders it once more");
                default -> {
                    bar.show(before);
                    Thread.sleep(POLL.toMillis());
                }
            }
        }
    }

    private Trial measured(Wanted wanted, String runId) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + MEASURING.toNanos();
        while (true) {
            Trial trial = new Trial(
                    wanted.arm(), wanted.seed(), wanted.parameters(), wanted.model(), RunCurve.of(gateway, runId));
            boolean lastMeasured = trial.curve().figures().stream()
                    .anyMatch(figure -> figure.version().equals(trial.lastCheckpoint()));
            if (lastMeasured || System.nanoTime() > deadlineNanos) {
                return trial;
            }
            Thread.sleep(POLL.toMillis());
        }
    }
}
