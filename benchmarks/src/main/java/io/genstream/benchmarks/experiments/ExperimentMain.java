package io.genstream.benchmarks.experiments;

import io.genstream.cli.ClientMain;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.terminal.Terminal;
import picocli.CommandLine;

/** {@code benchmarks/run experiment}. */
public final class ExperimentMain {
    private ExperimentMain() {}

    /** Ends the process with one of {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(ClientMain.configured(new CommandLine(new ExperimentCommand(Terminal.ofProcess())))
                .execute(args));
    }
}
