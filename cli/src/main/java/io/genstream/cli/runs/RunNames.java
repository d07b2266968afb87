package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.terminal.DidYouMean;
import io.genstream.cli.terminal.Text;
import java.util.Comparator;
import java.util.List;

/** Ids of runs: what {@code latest} stands for, and what was probably meant. Stateless. */
public final class RunNames {
    public static final String WORDS = "a run, or latest for the one that started last";

    private RunNames() {}

    public static String resolve(GatewayClient gateway, String word) {
        if (!word.equals("latest")) {
            return word;
        }
        return Runs.newest(runs(gateway), any -> true)
                .map(run -> Text.of(run, "runId"))
                .orElseThrow(() -> new CommandException(
                        ExitCode.NOT_FOUND, "there are no runs yet: start one with ./genstream train RECIPE"));
    }

    /** Ids of all runs; the one that started last is the first. */
    public static List<String> newestFirst(GatewayClient gateway) {
        return runs(gateway).stream()
                .sorted(Comparator.comparing((JsonNode run) -> Text.of(run, "startedAt"))
                        .reversed())
                .map(run -> Text.of(run, "runId"))
                .toList();
    }

    public static String hint(GatewayClient gateway, GatewayProblem problem, String run) {
        return problem.code().equals("RUN_NOT_FOUND")
                ? DidYouMean.sentence(
                        run,
                        runs(gateway).stream().map(r -> Text.of(r, "runId")).toList())
                : "";
    }

    public static String path(String run) {
        return "/v1/runs/" + GatewayClient.segment(run);
    }

    private static List<JsonNode> runs(GatewayClient gateway) {
        return new Runs(gateway).all();
    }
}
