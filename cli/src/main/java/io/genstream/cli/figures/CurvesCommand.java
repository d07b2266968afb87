package io.genstream.cli.figures;

import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.runs.RunCurve;
import io.genstream.cli.runs.RunNames;
import io.genstream.cli.terminal.Text;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Losses and distances of runs over the images that they saw. */
@Command(
        name = "curves",
        description = {
            "Draws losses and quality figures over images seen; several runs stand side by side.",
            "Each row of axes has one scale, so that runs compare."
        },
        footer = {
            "  ./genstream curves",
            "  ./genstream curves digits-cgan-r1 --metric fd-digits-2000-none --out losses.png",
        })
public final class CurvesCommand extends ClientCommand {
    private static final int MOST_RUNS = 8;

    @Parameters(
            arity = "0..*",
            paramLabel = "RUN",
            description = RunNames.WORDS + " (default: the latest with a curve)")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "NAME",
            description = "figures to draw (default: the Fréchet distances)")
    private List<String> metrics = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE.png", description = "where it goes (default: RUN-curves.png)")
    private Path out;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        if (runs.size() > MOST_RUNS) {
            throw new CommandException(ExitCode.USAGE, "at most " + MOST_RUNS + " runs fit one figure");
        }
        List<RunCurve> curves = runs.isEmpty()
                ? newest(gateway)
                : runs.stream()
                        .map(word -> RunCurve.of(gateway, RunNames.resolve(gateway, word)))
                        .toList();
        if (curves.stream().allMatch(curve -> curve.points().isEmpty())) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "no losses are known of " + (runs.isEmpty() ? "any run" : String.join(", ", runs))
                            + ": it has not begun, or the gateway keeps only those of the last runs");
        }
        Path file = FigureFile.png(out, curves.get(0).runId() + "-curves");
        BufferedImage figure = CurvesFigure.draw(curves, metrics);
        FigureFile.write(figure, file);
        if (json()) {
            out().println(gateway.object().put("out", file.toString()));
        } else {
            curves.forEach(curve -> out().println(curve.runId() + ": "
                    + Text.count(curve.points().size()) + " points of " + String.join(", ", curve.terms())));
            out().println("drawn to " + file);
        }
        return ExitCode.DONE;
    }

    /** A run that waits or was stopped at once has no curve to show. */
    private static List<RunCurve> newest(GatewayClient gateway) {
        return RunNames.newestFirst(gateway).stream()
                .map(run -> RunCurve.of(gateway, run))
                .filter(curve -> !curve.points().isEmpty())
                .limit(1)
                .toList();
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return runs.size() == 1 ? RunNames.hint(gateway, problem, runs.get(0)) : "";
    }
}
