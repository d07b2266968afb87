package io.genstream.cli;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.SystemText;
import io.genstream.cli.datasets.DatasetsCommand;
import io.genstream.cli.figures.CurvesCommand;
import io.genstream.cli.figures.InterpolateCommand;
import io.genstream.cli.figures.LatentsCommand;
import io.genstream.cli.figures.PerturbCommand;
import io.genstream.cli.figures.SheetCommand;
import io.genstream.cli.generate.GenerateCommand;
import io.genstream.cli.importing.ImportCommand;
import io.genstream.cli.models.EvaluationsCommand;
import io.genstream.cli.models.ModelsCommand;
import io.genstream.cli.rollout.RolloutCommand;
import io.genstream.cli.runs.RecipesCommand;
import io.genstream.cli.runs.RunsCommand;
import io.genstream.cli.runs.SweepCommand;
import io.genstream.cli.runs.TrainCommand;
import io.genstream.cli.terminal.Terminal;
import io.genstream.cli.watch.WatchCommand;
import io.genstream.schemas.JvmDefaults;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: a new command is a class of its own, named in {@link #commandLine}. */
@Command(
        name = "genstream",
        description = "Data sets in, trained image generators and their pictures out, all over Kafka topics.",
        mixinStandardHelpOptions = true,
        versionProvider = ClientMain.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n")
public final class ClientMain {

    private static final long MAX_SEED = 1L << 53; // what JavaScript's numbers can hold, too

    private static final char BEYOND_ASCII = 'é';

    private ClientMain() {}

    /** Ends the process with one of {@link ExitCode}. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // a client logs nothing, and need not say so
        System.exit(execute(commandLine(), args));
    }

    /** As a process does it: names come from the operating system, and go to it, in characters that survive. */
    public static int execute(CommandLine line, String[] args) {
        if (!Charset.defaultCharset()
                .newEncoder()
                .canEncode(BEYOND_ASCII)) { // the POSIX locale: it would write question marks
            line.setOut(writer(FileDescriptor.out)).setErr(writer(FileDescriptor.err));
        }
        try {
            SystemText.requireTold(args);
        } catch (CommandException e) {
            return report(e, line);
        }
        return line.execute(args);
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** @param more commands that need more than a gateway; help names them first */
    public static CommandLine commandLine(Object... more) {
        Terminal terminal = Terminal.ofProcess();
        CommandLine line = new CommandLine(new ClientMain());
        Stream.of(more).forEach(line::addSubcommand);
        List<Object> commands = List.of(
                new ImportCommand(terminal),
                new DatasetsCommand(),
                new RecipesCommand(),
                new TrainCommand(),
                new SweepCommand(),
                new RunsCommand(),
                new ModelsCommand(),
                new EvaluationsCommand(),
                new RolloutCommand(),
                new GenerateCommand(terminal, () -> new SplittableRandom().nextLong(MAX_SEED)),
                new SheetCommand(),
                new InterpolateCommand(),
                new CurvesCommand(),
                new LatentsCommand(),
                new PerturbCommand(),
                new WatchCommand(terminal),
                new CompletionCommand());
        commands.forEach(line::addSubcommand);
        line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        return configured(line);
    }

    /** Errors are one line and an exit code. */
    public static CommandLine configured(CommandLine line) {
        return line.setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(ClientMain::wrong)
                .setExecutionExceptionHandler((error, command, parsed) -> report(error, command));
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(String.format(Locale.ROOT, "%2d", code.code()), code.meaning());
        }
        return codes;
    }

    /** One line, not the whole help. */
    private static int wrong(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("genstream: " + error.getMessage());
        boolean unusedSuggested = UnmatchedArgumentException.printSuggestions(error, err);
        err.println("./" + command.getCommandSpec().qualifiedName() + " --help tells what there is.");
        return ExitCode.USAGE.code();
    }

    private static int report(Exception error, CommandLine command) {
        if (error instanceof CommandException refusal) {
            command.getErr().println("genstream: " + refusal.getMessage());
            command.getErr().flush();
            return refusal.exitCode().code();
        }
        command.getErr().print("genstream: failed: ");
        error.printStackTrace(command.getErr());
        command.getErr().flush();
        return ExitCode.FAILED.code();
    }

    /** The version that the build wrote beside the classes. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (InputStream in = ClientMain.class.getResourceAsStream("version.properties")) {
                Properties properties = new Properties();
                properties.load(in);
                return new String[] {"genstream " + properties.getProperty("version")};
            }
        }
    }
}
