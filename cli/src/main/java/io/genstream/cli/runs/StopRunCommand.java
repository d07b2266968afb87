package io.genstream.cli.runs;

import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks the trainer to end a run. */
@Command(
        name = "stop",
        description = "Stops a training run. Its checkpoints stay.",
        footer = {"  ./genstream runs stop latest"})
final class StopRunCommand extends ClientCommand {
    @Parameters(paramLabel = "RUN", description = RunNames.WORDS)
    private String run;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        String resolved = RunNames.resolve(gateway, run);
        return show(gateway.delete(RunNames.path(resolved)), answer -> out().println(
                        "Asked the trainer to stop " + resolved + ". ./genstream runs shows when it has."));
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return RunNames.hint(gateway, problem, run);
    }
}
