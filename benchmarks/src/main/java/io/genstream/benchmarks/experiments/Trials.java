package io.genstream.benchmarks.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.runs.RunCurve;
import io.genstream.cli.runs.Runs;
import io.genstream.cli.terminal.ProgressBar;
import io.genstream.cli.terminal.Text;
import java.time.Duration;
import java.util.ArrayList;
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
    /** Evaluations come after their checkpoint; a version that cannot be measured has none. */
    private static final Duration MEASURING = Duration.ofMinutes(3);

    private final GatewayClient gateway;
    private final Runs runs;
    private final Experiment experiment;
    private final Map<String, String> common;
    private final Consumer<String> news;

    /** @param common parameters of every run, the scale among them; they win over an arm's */
    Trials(GatewayClient gateway, Experiment experiment, Map<String, String> common, Consumer<String> news) {
        this.gateway = gateway;
        this.runs = new Runs(gateway);
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
            JsonNode run = await(ordered.getValue(), bar, trials.size());
            trials.add(measured(ordered.getKey(), run));
        }
        return trials;
    }

    private List<Wanted> wanted(int seeds) {
        List<Wanted> all = new ArrayList<>();
        for (long seed = Trial.FIRST_SEED; seed <= seeds; seed++) {
            for (Arm arm : experiment.arms()) {
                Map<String, String> parameters = new TreeMap<>(arm.settings());
                parameters.putAll(common);
                parameters.put("seed", Long.toString(seed));
                String tag = Integer.toHexString(parameters.hashCode());
                String model = "x-" + experiment.name() + '-' + arm.slug() + '-' + tag;
                all.add(new Wanted(arm, seed, model, parameters));
            }
        }
        return all;
    }

    /** The newest run of this model that has not failed. */
    private Optional<String> find(Wanted wanted) {
        return Runs.newest(
                        runs.all(),
                        run -> Runs.isOf(run, wanted.model())
                                && !Text.of(run, "state").equals("FAILED"))
                .map(run -> Text.of(run, "runId"));
    }

    private String order(Wanted wanted) {
        news.accept("ordered " + wanted.model());
        return runs.order(
                new Runs.Order(wanted.arm().recipe(), experiment.datasetId(), wanted.model(), wanted.parameters()),
                "experiment " + experiment.name(),
                "");
    }

    /** A run that was just ordered is not listed before a trainer has taken it. */
    private JsonNode await(String runId, ProgressBar bar, int before) throws InterruptedException {
        while (true) {
            Optional<JsonNode> ended = Runs.newest(
                            runs.all(), run -> Text.of(run, "runId").equals(runId))
                    .filter(Runs::ended);
            if (ended.isPresent()) {
                return ended.get();
            }
            bar.show(before);
            Thread.sleep(Runs.POLL.toMillis());
        }
    }

    private Trial measured(Wanted wanted, JsonNode run) throws InterruptedException {
        String runId = Text.of(run, "runId");
        String state = Text.of(run, "state");
        String reason = Text.of(run, "reason");
        if (state.equals("FAILED")) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "run " + runId + " failed: " + reason + "; the same command again orders it once more");
        }
        news.accept(runId + " is " + state.toLowerCase(Locale.ROOT) + ' ' + reason);
        long deadlineNanos = System.nanoTime() + MEASURING.toNanos();
        while (System.nanoTime() < deadlineNanos && runs.unmeasured(run)) {
            Thread.sleep(Runs.POLL.toMillis());
        }
        return new Trial(wanted.arm(), wanted.seed(), wanted.parameters(), wanted.model(), RunCurve.of(gateway, runId));
    }
}
