package io.genstream.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.Answer;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Figures of versions. */
@Command(
        name = "evaluations",
        description = "Lists what versions were measured to be worth. A metric's name carries its protocol.",
        footer = {
            "  ./genstream evaluations digits-cgan",
            "  ./genstream evaluations digits-cgan --metric fd-digits-2000-none",
            "  ./genstream evaluations digits-cgan --version stable --json",
        })
public final class EvaluationsCommand extends ClientCommand {
    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "of this model only")
    private String model;

    @Option(names = "--version", paramLabel = "VERSION", description = "of " + ModelNames.WORDS)
    private String version;

    @Option(names = "--metric", paramLabel = "NAME", description = "of this metric only")
    private String metric;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        StringBuilder path = new StringBuilder("/v1/evaluations?");
        if (model != null) {
            gateway.get(ModelNames.path(model)); // an unknown model is an error here, not an empty list
            append(path, "model", model);
        }
        if (version != null) {
            append(path, "version", model == null ? version : ModelNames.version(gateway, model, version));
        }
        append(path, "metric", metric);
        return show(gateway.get(path.toString()), this::table);
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return ModelNames.hint(gateway, problem, model, version);
    }

    private static void append(StringBuilder path, String name, String value) {
        if (value != null) {
            path.append(name).append('=').append(GatewayClient.segment(value)).append('&');
        }
    }

    private void table(Answer answer) {
        Table table = new Table("MODEL", "VERSION", "METRIC", "VALUE", "INTERVAL", "N", "REFERENCE", "AT");
        answer.json()
                .path("evaluations")
                .forEach(e -> table.row(
                        Text.of(e, "model"),
                        Text.of(e, "version"),
                        Text.of(e, "metric"),
                        Text.figure(e.path("value")),
                        interval(e),
                        Text.of(e, "n"),
                        Text.of(e, "referenceN") + " of " + Text.of(e, "datasetId") + " r" + Text.of(e, "revision"),
                        Text.instant(e, "at")));
        print(table, "Nothing was measured yet.");
    }

    private static String interval(JsonNode evaluation) {
        String low = Text.figure(evaluation.path("low"));
        return low.isEmpty() ? "" : low + " to " + Text.figure(evaluation.path("high"));
    }
}
