package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a recipe at every point of a grid and puts what came of it into one table. */
@Command(
        name = "sweep",
        description = {
            "Trains a recipe with every combination of values, a run each, and writes one table.",
            "Run it again after a break: points that were ordered are found by their parameters and only followed."
        },
        footer = {"  ./genstream sweep digits-cvae --set beta=1,2,4 --set seed=1,2 --dry-run"})
public final class SweepCommand extends ClientCommand {
    @Parameters(paramLabel = "RECIPE", description = "what to train; ./genstream recipes lists them")
    private String recipe;

    @Option(
            names = "--set",
            required = true,
            paramLabel = "PARAMETER=VALUE,VALUE",
            description = "values of a parameter; may be repeated for others")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--dataset", paramLabel = "ID", description = "data set (default: the recipe's)")
    private String dataset;

    @Option(names = "--most", paramLabel = "N", defaultValue = "64", description = "points at most (default 64)")
    private int most;

    @Option(names = "--dry-run", description = "list the points and what is there of them; order nothing")
    private boolean dryRun;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "wait so long for the figures of the last checkpoints (default 120)")
    private long patience;

    @Option(
            names = "--out",
            paramLabel = "BASE",
            description = "tables go to BASE.md and BASE.csv (default: sweep-RECIPE)")
    private Path out;

    @Override
    protected ExitCode run(GatewayClient gateway) throws InterruptedException {
        OfferedRecipe offered = OfferedRecipe.find(gateway, recipe);
        SweepGrid grid = SweepGrid.of(values, most);
        grid.points().forEach(point -> offered.check(point));
        String data = dataset != null
                ? dataset
                : offered.datasetId()
                        .orElseThrow(() -> new CommandException(
                                ExitCode.USAGE, recipe + " learns from any data set: say which with --dataset"));
        String model = offered.datasetId().filter(data::equals).isPresent() ? recipe : recipe + "-" + data;
        Sweep sweep = new Sweep(gateway, recipe, data, model, grid);
        if (dryRun) {
            plan(sweep);
            return ExitCode.DONE;
        }
        for (Map<String, String> point : sweep.missing()) {
            err().println("ordered " + sweep.order(point) + ": " + grid.name(point));
        }
        follow(sweep);
        return finish(gateway, sweep);
    }

    private void plan(Sweep sweep) {
        Map<Map<String, String>, JsonNode> runs = sweep.runs();
        Table table = new Table("POINT", "RUN", "STATE");
        for (Map<String, String> point : sweep.grid().points()) {
            JsonNode run = runs.get(point);
            table.row(
                    sweep.grid().name(point),
                    run == null ? "" : Text.of(run, "runId"),
                    run == null ? "would be ordered" : Text.of(run, "state"));
        }
        table.print(out());
    }

    private void follow(Sweep sweep) throws InterruptedException {
        Set<Map<String, String>> told = new HashSet<>();
        while (told.size() < sweep.grid().points().size()) {
            sweep.ended().forEach((point, run) -> {
                if (told.add(point)) {
                    err().println(Text.of(run, "runId") + " " + Text.of(run, "state") + ": "
                            + sweep.grid().name(point)
                            + (run.path("reason").asText().isEmpty() ? "" : ", ")
                            + Text.of(run, "reason"));
                    err().flush();
                }
            });
            if (told.size() < sweep.grid().points().size()) {
                Thread.sleep(Runs.POLL.toMillis());
            }
        }
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(patience).toNanos();
        while (System.nanoTime() < deadlineNanos && sweep.unmeasured()) {
            Thread.sleep(Runs.POLL.toMillis());
        }
    }

    private ExitCode finish(GatewayClient gateway, Sweep sweep) {
        SweepTable table = SweepTable.of(sweep);
        Path base = out != null ? out : Path.of("sweep-" + recipe);
        try {
            table.write(base);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FILE_UNUSABLE,
                    base + ".md cannot be written (" + e.getMessage() + "): name another place by --out",
                    e);
        }
        if (json()) {
            ObjectNode document = gateway.object().put("markdown", base + ".md").put("csv", base + ".csv");
            ArrayNode points = document.putArray("points");
            for (List<String> row : table.rows()) {
                ObjectNode point = points.addObject();
                for (int i = 0; i < row.size(); i++) {
                    point.put(table.headings().get(i), row.get(i));
                }
            }
            out().println(document);
        } else {
            Table shown = new Table(table.headings().toArray(String[]::new));
            table.rows().forEach(row -> shown.row(row.toArray(String[]::new)));
            shown.print(out());
            out().println("written to " + base + ".md and " + base + ".csv");
        }
        boolean allWell = sweep.ended().values().stream()
                .allMatch(run -> Text.of(run, "state").equals("COMPLETED"));
        return allWell ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }
}
