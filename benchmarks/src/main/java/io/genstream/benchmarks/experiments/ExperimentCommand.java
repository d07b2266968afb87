package io.genstream.benchmarks.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.ProgressBar;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Terminal;
import io.genstream.cli.terminal.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a published claim to the test and writes a report. */
@Command(
        name = "benchmarks/run experiment",
        description = {
            "Puts a published claim to the test: orders its runs, follows them, measures them and writes a report with tables and",
            "pictures. Without a name it lists what there is. Started again it goes on with the runs that it finds."
        },
        footer = {"  benchmarks/run experiment"})
final class ExperimentCommand extends ClientCommand {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "what to test; none: list them")
    private String name;

    @Option(
            names = "--scale",
            defaultValue = "small",
            paramLabel = "SCALE",
            description = "of the recipes: smoke, small or paper (default ${DEFAULT-VALUE})")
    private String scale;

    @Option(
            names = "--seeds",
            defaultValue = "2",
            paramLabel = "N",
            description = "runs of every arm (default ${DEFAULT-VALUE})")
    private int seeds;

    @Option(
            names = "--set",
            paramLabel = "PARAMETER=VALUE",
            description = "a parameter of every run; may be repeated, wins over the arms'")
    private Map<String, String> parameters = new TreeMap<>();

    @Option(
            names = "--pictures",
            paramLabel = "PATH",
            description = "what the data set was imported from: lfw-table1 then also measures its held-out pictures")
    private Path pictures;

    @Option(
            names = "--out",
            defaultValue = "experiments",
            paramLabel = "DIR",
            description = "where the report's folder goes (default ${DEFAULT-VALUE})")
    private Path out;

    ExperimentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected ExitCode run(GatewayClient gateway) throws InterruptedException {
        if (name == null) {
            list();
            return ExitCode.DONE;
        }
        if (seeds < 1) {
            throw new CommandException(ExitCode.USAGE, "--seeds must be at least 1");
        }
        Experiment experiment = Experiments.find(name);
        JsonNode dataset = dataset(gateway, experiment);
        Map<String, String> common = new TreeMap<>(parameters);
        common.put("scale", scale);
        int runs = seeds * experiment.arms().size();
        List<Trial> trials;
        try (ProgressBar bar = new ProgressBar(terminal, err(), "runs", runs, System::nanoTime)) {
            trials = new Trials(gateway, experiment, common, this::tell).run(seeds, bar);
        }
        Provenance provenance = Provenance.of(name, scale, seeds, parameters, pictures != null);
        Report report = Preface.write(experiment, provenance, dataset, trials);
        experiment.judge(new Bench(gateway, provenance, Optional.ofNullable(pictures)), trials, report);
        Path page = report.write(out.resolve(experiment.name()));
        out().println("written to " + page);
        return ExitCode.DONE;
    }

    private void list() {
        Table table = new Table("experiment", "data set", "what");
        Experiments.all().forEach(e -> table.row(e.name(), e.datasetId(), e.summary()));
        print(table, "");
    }

    private static JsonNode dataset(GatewayClient gateway, Experiment experiment) {
        for (JsonNode dataset : gateway.get("/v1/datasets").json().path("datasets")) {
            if (Text.of(dataset, "datasetId").equals(experiment.datasetId())) {
                return dataset;
            }
        }
        throw new CommandException(
                ExitCode.NOT_FOUND,
                "experiment " + experiment.name() + " learns from data set " + experiment.datasetId()
                        + ", which is not there: ./genstream import PICTURES --dataset " + experiment.datasetId());
    }

    private void tell(String line) {
        out().println(line);
        out().flush();
    }
}
