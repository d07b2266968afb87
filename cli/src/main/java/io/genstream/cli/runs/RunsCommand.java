package io.genstream.cli.runs;

import io.genstream.cli.client.Answer;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import picocli.CommandLine.Command;

/** Training runs; on its own the same as its {@code list}. */
@Command(
        name = "runs",
        description = "Lists training runs, oldest first; its commands show, stop, delete or export them.",
        subcommands = {
            RunsCommand.ListRuns.class,
            ShowRunCommand.class,
            StopRunCommand.class,
            DeleteRunsCommand.class,
            ExportRunCommand.class
        },
        footer = {"  ./genstream runs"})
public final class RunsCommand extends ClientCommand {
    @Override
    protected ExitCode run(GatewayClient gateway) {
        return show(gateway.get("/v1/runs"), answer -> print(table(answer), "There are no runs yet."));
    }

    private static Table table(Answer answer) {
        Table table = new Table(
                "RUN", "STATE", "RECIPE", "DATA", "MODEL", "STEP", "IMAGES", "CHECKPOINT", "STARTED", "REASON");
        answer.json()
                .path("runs")
                .forEach(r -> table.row(
                        Text.of(r, "runId"),
                        Text.of(r, "state"),
                        Text.of(r.path("recipe"), "name"),
                        Text.of(r.path("recipe"), "datasetId") + " r" + Text.of(r, "revision"),
                        Text.of(r.path("recipe"), "model"),
                        Text.count(r.path("step").asLong()),
                        Text.count(r.path("imagesSeen").asLong()),
                        Text.of(r, "lastCheckpoint"),
                        Text.instant(r, "startedAt"),
                        Text.of(r, "reason")));
        return table;
    }

    /** The same by its full name. */
    @Command(
            name = "list",
            description = "Lists training runs, oldest first.",
            footer = {"  ./genstream runs list --json"})
    static final class ListRuns extends ClientCommand {
        @Override
        protected ExitCode run(GatewayClient gateway) {
            return show(gateway.get("/v1/runs"), answer -> print(table(answer), "There are no runs yet."));
        }
    }
}
