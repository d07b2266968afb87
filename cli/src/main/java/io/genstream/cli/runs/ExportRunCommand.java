package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a run's losses and figures out of the platform. */
@Command(
        name = "export",
        description = {
            "Writes a run's losses and figures as CSV or for TensorBoard.",
            "Images seen are the step in both: losses and figures share them."
        },
        footer = {
            "  ./genstream runs export latest --csv run.csv",
            "  ./genstream runs export latest --tensorboard boards",
        })
final class ExportRunCommand extends ClientCommand {
    @Parameters(arity = "0..1", paramLabel = "RUN", defaultValue = "latest", description = RunNames.WORDS)
    private String run;

    @Option(names = "--csv", paramLabel = "FILE", description = "a line a moment of the run")
    private Path csv;

    @Option(names = "--tensorboard", paramLabel = "DIR", description = "an event file in DIR/RUN")
    private Path tensorBoard;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        if (csv == null && tensorBoard == null) {
            throw new CommandException(ExitCode.USAGE, "say what to write: --csv FILE or --tensorboard DIR");
        }
        RunCurve curve = RunCurve.of(gateway, RunNames.resolve(gateway, run));
        ObjectNode written = gateway.object()
                .put("runId", curve.runId())
                .put("points", curve.points().size())
                .put("figures", curve.figures().size());
        if (csv != null) {
            write(csv, () -> RunExport.csv(curve, csv));
            written.put("csv", csv.toString());
        }
        if (tensorBoard != null) {
            write(
                    tensorBoard,
                    () -> written.put(
                            "tensorboard",
                            RunExport.tensorBoard(curve, tensorBoard).toString()));
        }
        if (json()) {
            out().println(written);
        } else {
            out().println(curve.runId() + ": " + Text.count(curve.points().size()) + " points, "
                    + Text.count(curve.figures().size()) + " figures");
            written.properties().stream()
                    .filter(field ->
                            field.getValue().isTextual() && !field.getKey().equals("runId"))
                    .forEach(field -> out().println(field.getValue().textValue()));
        }
        return ExitCode.DONE;
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return RunNames.hint(gateway, problem, run);
    }

    private static void write(Path path, Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FILE_UNUSABLE,
                    path + " cannot be written (" + e.getMessage() + "): name another place",
                    e);
        }
    }

    private interface Writing {
        void write() throws IOException;
    }
}
