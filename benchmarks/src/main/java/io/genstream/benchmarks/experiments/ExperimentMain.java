package io.genstream.benchmarks.experiments;

import io.genstream.cli.ClientMain;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.terminal.Terminal;
import io.genstream.schemas.JvmDefaults;
import picocli.CommandLine;

/** {@code benchmarks/run experiment}. */
public final class ExperimentMain {
    private ExperimentMain() {}

    /** Ends the process with one of {@link ExitCode}. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        System.exit(ClientMain.execute(
                ClientMain.configured(new CommandLine(new ExperimentCommand(Terminal.ofProcess()))), args));
    }
}
