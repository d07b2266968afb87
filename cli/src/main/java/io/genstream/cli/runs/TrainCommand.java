package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for a training run. */
@Command(
        name = "train",
        description = "Starts a training run.",
        footer = {"  ./genstream train digits-cvae --set images=20000 --set seed=3"})
public final class TrainCommand extends ClientCommand {
    @Parameters(paramLabel = "RECIPE", description = "what to train; ./genstream recipes lists them")
    private String recipe;

    @Option(names = "--dataset", paramLabel = "ID", description = "data set (default: the recipe's, or the only one)")
    private String dataset;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "model of the checkpoints (default: named after recipe and data set)")
    private String model;

    @Option(names = "--set", paramLabel = "PARAMETER=VALUE", description = "a parameter of the recipe; may be repeated")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--by", paramLabel = "NAME", description = "who asks; kept with the run")
    private String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why; kept with the run")
    private String reason;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        OfferedRecipe offered = OfferedRecipe.find(gateway, recipe);
        offered.check(parameters);
        ObjectNode body = gateway.object().put("recipe", recipe);
        put(body, "datasetId", dataset != null ? dataset : offered.datasetId().orElse(null));
        put(body, "model", model);
        put(body, "by", by);
        put(body, "reason", reason);
        ObjectNode values = body.putObject("parameters");
        parameters.forEach(values::put);
        return show(gateway.send("POST", "/v1/runs", body), answer -> {
            out().println("Asked for run " + Text.of(answer.json(), "runId") + ".");
            out().println("./genstream runs lists it once a trainer has taken it; ./genstream watch follows it.");
        });
    }

    private static void put(ObjectNode body, String field, String value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
