package io.genstream.cli.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.models.ModelNames;
import io.genstream.cli.terminal.ProgressBar;
import io.genstream.cli.terminal.Terminal;
import io.genstream.cli.terminal.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for pictures and writes them to a file or folder. */
@Command(
        name = "generate",
        description = {
            "Makes labelled pictures: a contact sheet, a folder, a WebDataset, NumPy or Avro.",
            "The name after --out says which: sheet.png, DIR, file.tar, file.npz or file.avro. A folder gets a PNG a"
                    + " picture and labels.csv, which import can read."
        },
        footer = {
            "  ./genstream generate digits-cgan --count 100 --seed 7 --out digits.png",
            "  ./genstream generate digits-cgan --count 500 --label 3,5 --out digits",
            "  ./genstream generate digits-cgan --count 2000 --version stable --out d.tar",
            "  ./genstream generate digits-cgan --count 1000 --sigma 0.8 --out digits.npz",
            "  ./genstream generate digits-cgan --count 2 --label 3 --truncation 0.7 --json",
        })
public final class GenerateCommand extends ClientCommand {
    @Parameters(paramLabel = "MODEL", description = "model to ask; ./genstream models lists them")
    private String model;

    @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "pictures (default 1)")
    private int count;

    @Option(names = "--seed", paramLabel = "S", description = "same seed, same pictures (default: chosen and told)")
    private Long seed;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "class names or indices, comma separated, used in turn; may be repeated. A name that holds a"
                    + " comma is taken whole (default: as in the data)")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--sigma", paramLabel = "X", description = "scale of the latents, 1 as trained")
    private Double sigma;

    @Option(names = "--truncation", paramLabel = "X", description = "no latent value beyond this many deviations")
    private Double truncation;

    @Option(names = "--version", paramLabel = "VERSION", description = ModelNames.WORDS + " (default: as rolled out)")
    private String version;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "where the pictures go; with --json alone, to standard output")
    private Path out;

    private final Terminal terminal;
    private final LongSupplier seeds;

    /** @param seeds chooses where the user did not */
    public GenerateCommand(Terminal terminal, LongSupplier seeds) {
        this.terminal = terminal;
        this.seeds = seeds;
    }

    @Override
    protected ExitCode run(GatewayClient gateway) {
        if (out == null && !json()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "say where the pictures go: --out sheet.png, DIR, file.tar or file.npz (or --json)");
        }
        long chosen = seed != null ? seed : seeds.getAsLong();
        AskedModel asked = AskedModel.of(gateway, model, version);
        ObjectNode order = order(gateway, asked, chosen);
        GenerationDownload download = new GenerationDownload(gateway, order);
        if (out == null) {
            out().println(download.json().stripTrailing());
            return ExitCode.DONE;
        }
        try (ProgressBar progress = new ProgressBar(terminal, err(), model, count, System::nanoTime)) {
            new OutputWriter(out, asked, progress::show).write(download, order);
        }
        tell(gateway, chosen);
        return ExitCode.DONE;
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return ModelNames.hint(gateway, problem, model, version);
    }

    private ObjectNode order(GatewayClient gateway, AskedModel asked, long chosenSeed) {
        ObjectNode order =
                gateway.object().put("model", model).put("count", count).put("seed", chosenSeed);
        if (version != null) {
            order.put("version", ModelNames.version(gateway, model, version));
        }
        if (!labels.isEmpty()) {
            ArrayNode values = order.putArray("labels");
            labels.forEach(words -> values.addAll(asked.labels(words)));
        }
        if (sigma != null) {
            order.put("sigma", sigma);
        }
        if (truncation != null) {
            order.put("truncation", truncation);
        }
        return order;
    }

    private void tell(GatewayClient gateway, long chosenSeed) {
        if (json()) {
            out().println(gateway.object()
                    .put("model", model)
                    .put("count", count)
                    .put("seed", chosenSeed)
                    .put("out", out.toString()));
        } else {
            out().println(Text.count(count) + (count == 1 ? " picture" : " pictures") + " of " + model + ", seed "
                    + chosenSeed + ": " + out);
        }
    }
}
