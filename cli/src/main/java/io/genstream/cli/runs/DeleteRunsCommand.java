package io.genstream.cli.runs;

import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the records of runs that have ended out of the list. */
@Command(
        name = "delete",
        description = {
            "Deletes runs that have ended: their records and curves. Their checkpoints stay (models delete).",
            "A run that waits or trains is to be stopped first; the one that the newest data started goes once there is newer"
                    + " data, since without its record the same data would start it again."
        },
        footer = {"  ./genstream runs delete digits-cgan-try --yes"})
final class DeleteRunsCommand extends ClientCommand {
    private static final int TRIES = 50;
    private static final long TRY_MS = 200;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = RunNames.WORDS)
    private List<String> runs;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Override
    protected ExitCode run(GatewayClient gateway) throws IOException, InterruptedException {
        List<String> named =
                runs.stream().map(word -> RunNames.resolve(gateway, word)).toList();
        if (!yes) {
            confirm("Delete " + String.join(", ", named)
                    + " for good, with the curves? The checkpoints of these runs stay.");
        }
        for (String run : named) {
            ExitCode unused = show(gateway.delete(RunNames.path(run) + "/record"), answer -> {});
        }
        for (String run : named) {
            awaitGone(gateway, run);
        }
        return ExitCode.DONE;
    }

    private void awaitGone(GatewayClient gateway, String run) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (!RunNames.newestFirst(gateway).contains(run)) {
                if (!json()) {
                    out().println("Deleted run " + run + ".");
                }
                return;
            }
            Thread.sleep(TRY_MS);
        }
        throw new CommandException(
                ExitCode.SERVER_FAILED,
                "run " + run + " is still there: the command is stored, and a trainer deletes it when it is up");
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return RunNames.hint(gateway, problem, runs.get(0));
    }
}
