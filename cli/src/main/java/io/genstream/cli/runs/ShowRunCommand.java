package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** All that is known of one run. */
@Command(
        name = "show",
        description = "Shows a training run.",
        footer = {"  ./genstream runs show latest"})
final class ShowRunCommand extends ClientCommand {
    @Parameters(paramLabel = "RUN", description = RunNames.WORDS)
    private String run;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        return show(gateway.get(RunNames.path(RunNames.resolve(gateway, run))), answer -> table(answer.json())
                .print(out()));
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return RunNames.hint(gateway, problem, run);
    }

    private static Table table(JsonNode run) {
        JsonNode recipe = run.path("recipe");
        Table table = new Table("FIELD", "VALUE")
                .row("run", Text.of(run, "runId"))
                .row("state", Text.of(run, "state"))
                .row("reason", Text.of(run, "reason"))
                .row("recipe", Text.of(recipe, "name"))
                .row("data set", Text.of(recipe, "datasetId") + " r" + Text.of(run, "revision"))
                .row("model", Text.of(recipe, "model"))
                .row("trainer", Text.of(run, "owner"))
                .row("step", Text.count(run.path("step").asLong()))
                .row("images seen", Text.count(run.path("imagesSeen").asLong()))
                .row("last checkpoint", Text.of(run, "lastCheckpoint"))
                .row("started", Text.instant(run, "startedAt"))
                .row("updated", Text.instant(run, "updatedAt"));
        recipe.path("parameters")
                .properties()
                .forEach(p -> table.row("--set " + p.getKey(), p.getValue().asText()));
        return table;
    }
}
