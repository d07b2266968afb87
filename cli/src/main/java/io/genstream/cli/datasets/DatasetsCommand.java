package io.genstream.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.Answer;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import picocli.CommandLine.Command;

/** The newest revision of each data set. */
@Command(
        name = "datasets",
        description = "Lists data sets: the newest revision of each; its command deletes pictures.",
        subcommands = DeleteRecordsCommand.class,
        footer = {"  ./genstream datasets", "  ./genstream datasets --json"})
public final class DatasetsCommand extends ClientCommand {
    @Override
    protected ExitCode run(GatewayClient gateway) {
        return show(gateway.get("/v1/datasets"), this::table);
    }

    private void table(Answer answer) {
        Table table = new Table("DATA SET", "REVISION", "SIZE", "TRAIN", "VALIDATION", "TEST", "LABELS", "LICENCE");
        answer.json()
                .path("datasets")
                .forEach(d -> table.row(
                        Text.of(d, "datasetId"),
                        Text.of(d, "revision"),
                        Text.of(d, "height") + "x" + Text.of(d, "width") + "x" + Text.of(d, "channels"),
                        Text.count(d.path("counts").path("TRAIN").asLong()),
                        Text.count(d.path("counts").path("VALIDATION").asLong()),
                        Text.count(d.path("counts").path("TEST").asLong()),
                        labels(d),
                        Text.of(d, "licence")));
        print(table, "There are no data sets yet: import one (./genstream import DIR --dataset ID).");
    }

    private static String labels(JsonNode dataset) {
        int names = dataset.path("attributeNames").size();
        return switch (Text.of(dataset, "labelKind")) {
            case "CLASS" -> names + " classes";
            case "ATTRIBUTES" -> names + " attributes";
            default -> "";
        };
    }
}
