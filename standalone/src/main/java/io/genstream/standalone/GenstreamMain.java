package io.genstream.standalone;

import io.genstream.standalone.cli.CompletionCommand;
import io.genstream.standalone.cli.Terminal;
import io.genstream.standalone.cli.datasets.DatasetsCommand;
import io.genstream.standalone.cli.doctor.DoctorCommand;
import io.genstream.standalone.cli.experiments.ExperimentCommand;
import io.genstream.standalone.cli.figures.CurvesCommand;
import io.genstream.standalone.cli.figures.InterpolateCommand;
import io.genstream.standalone.cli.figures.LatentsCommand;
import io.genstream.standalone.cli.figures.PerturbCommand;
import io.genstream.standalone.cli.figures.SheetCommand;
import io.genstream.standalone.cli.generate.GenerateCommand;
import io.genstream.standalone.cli.importing.ImportCommand;
import io.genstream.standalone.cli.models.EvaluationsCommand;
import io.genstream.standalone.cli.models.ModelsCommand;
import io.genstream.standalone.cli.rollout.RolloutCommand;
import io.genstream.standalone.cli.runs.RecipesCommand;
import io.genstream.standalone.cli.runs.RunsCommand;
import io.genstream.standalone.cli.runs.SweepCommand;
import io.genstream.standalone.cli.runs.TrainCommand;
import io.genstream.standalone.cli.watch.WatchCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: a new command is a class of its own, named in {@link #commandLine()}. */
@Command(
        name = "genstream",
        description = "Data sets in, trained image generators and their pictures out, all over Kafka topics.",
        mixinStandardHelpOptions = true,
        versionProvider = GenstreamMain.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n")
public final class GenstreamMain {

    private static final long MAX_SEED = 1L << 53; // what JavaScript's numbers can hold, too

    private GenstreamMain() {}

    /** Ends the process with one of {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        Terminal terminal = Terminal.ofProcess();
        CommandLine line = new CommandLine(new GenstreamMain());
        List<Object> commands = List.of(
                new UpCommand(),
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
                new ExperimentCommand(terminal),
                new WatchCommand(terminal),
                new DoctorCommand(terminal),
                new CompletionCommand());
        commands.forEach(line::addSubcommand);
        line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        return line.setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(GenstreamMain::wrong)
                .setExecutionExceptionHandler((error, command, parsed) -> report(error, command));
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(String.format("%2d", code.code()), code.meaning());
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
        if (error instanceof StandaloneException refusal) {
            command.getErr().println("genstream: " + refusal.getMessage());
            command.getErr().flush();
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
