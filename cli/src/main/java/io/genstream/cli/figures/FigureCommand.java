package io.genstream.cli.figures;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.models.ModelNames;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every figure of a model has in common. Run once, by the main thread. */
abstract class FigureCommand extends ClientCommand {
    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "model to show (default: the only generator)")
    private String name;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = ModelNames.WORDS + " (default: stable, else latest)")
    private String version;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "same seed, same figure (default 1)")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE.png", description = "where it goes (default: MODEL-FIGURE.png)")
    private Path out;

    @Override
    protected final ExitCode run(GatewayClient gateway) {
        FigureModel model = FigureModel.of(gateway, name, version);
        Path file = FigureFile.png(out, model.name() + "-" + spec().name());
        String told = draw(model, new Pictures(gateway, model), file);
        if (json()) {
            ObjectNode document = gateway.object()
                    .put("model", model.name())
                    .put("version", model.version())
                    .put("seed", seed)
                    .put("out", file.toString());
            out().println(document);
        } else {
            out().println(told);
        }
        return ExitCode.DONE;
    }

    /** Makes and writes the figure; returns what to tell of it. */
    abstract String draw(FigureModel model, Pictures pictures, Path file);

    final long seed() {
        return seed;
    }

    /** Which command gives this very figure. */
    final String source(FigureModel model, String options) {
        return "./genstream " + spec().name() + " " + model.name() + " --version " + model.version() + " --seed " + seed
                + (options.isEmpty() ? "" : " " + options);
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return name == null ? "" : ModelNames.hint(gateway, problem, name, version);
    }
}
