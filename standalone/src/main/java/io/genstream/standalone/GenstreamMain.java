package io.genstream.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: a new command is a class of its own, named in {@code subcommands}. */
@Command(
        name = "genstream",
        description = "Data sets in, trained image generators and their pictures out, all over Kafka topics.",
        subcommands = {UpCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = GenstreamMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class GenstreamMain {

    private GenstreamMain() {}

    /** Ends the process with one of {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GenstreamMain())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((error, command, parsed) -> report(error, command));
    }

    private static int report(Exception error, CommandLine command) {
        if (error instanceof StandaloneException refusal) {
            command.getErr().println("genstream: " + refusal.getMessage());
            LoggerFactory.getLogger(GenstreamMain.class).debug("refused", refusal);
            return refusal.exitCode().code();
        }
        command.getErr().println("genstream: failed: " + error);
        LoggerFactory.getLogger(GenstreamMain.class).error("failed", error);
        return ExitCode.FAILED.code();
    }

    /** The version that the build wrote beside the classes. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (InputStream in = GenstreamMain.class.getResourceAsStream("version.properties")) {
                Properties properties = new Properties();
                properties.load(in);
                return new String[] {"genstream " + properties.getProperty("version")};
            }
        }
    }
}
