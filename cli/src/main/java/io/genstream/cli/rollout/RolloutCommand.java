package io.genstream.cli.rollout;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is rolled out, and an operator's word against the gate's. */
@Command(
        name = "rollout",
        description = "Shows and changes which version of a model answers requests.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ShowRolloutCommand.class,
            PromoteCommand.class,
            CanaryCommand.class,
            ShadowCommand.class,
            BackCommand.class,
            PolicyCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./genstream rollout show digits-cgan"})
public final class RolloutCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required command: say what to do with a roll-out");
    }
}
