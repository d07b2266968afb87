package io.genstream.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Question;
import io.genstream.cli.terminal.Text;
import java.io.IOException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a picture, or every picture of a person, out of a data set for good. */
@Command(
        name = "delete",
        description = {
            "Deletes a record of a data set, or every record of a subject.",
            "Training that starts afterwards does not see them, whatever its revision; caches purge them, and the log"
                    + " is rid of them within about an hour. Models that learnt from them before stay: their cards name"
                    + " the revision."
        },
        footer = {
            "  ./genstream datasets delete faces --record dogs/2.png --yes",
            "  ./genstream datasets delete people --subject Anna_Berg --yes"
        })
final class DeleteRecordsCommand extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "data set")
    private String dataset;

    @ArgGroup(multiplicity = "1")
    private What what;

    /** One of them. */
    static final class What {
        @Option(names = "--record", required = true, paramLabel = "RECORD", description = "this record")
        private String record;

        @Option(
                names = "--subject",
                required = true,
                paramLabel = "SUBJECT",
                description = "all records of this person")
        private String subject;
    }

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Override
    protected ExitCode run(GatewayClient gateway) throws IOException {
        String named = what.record != null ? "record " + what.record : "every record of subject " + what.subject;
        if (!yes && !Question.agreed(err(), "Delete " + named + " of data set " + dataset + " for good?")) {
            throw new CommandException(ExitCode.REFUSED, "nothing was deleted; --yes deletes without asking");
        }
        String path = "/v1/datasets/" + GatewayClient.segment(dataset);
        if (what.record != null) {
            gateway.delete(path + "/records/" + GatewayClient.segment(what.record));
            out().println("Deleted " + named + ".");
            return ExitCode.DONE;
        }
        return show(gateway.delete(path + "/subjects/" + GatewayClient.segment(what.subject)), answer -> {
            JsonNode report = answer.json();
            out().println("Deleted " + Text.count(report.path("deleted").asLong()) + " records of subject "
                    + what.subject + ".");
        });
    }
}
