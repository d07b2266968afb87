package io.genstream.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Text;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a picture, or every picture of a person, out of a data set for good. */
@Command(
        name = "delete",
        description = {
            "Deletes a record of a data set, every record of a subject, or the whole data set.",
            "Training that starts afterwards does not see them, whatever its revision; caches purge them within a minute,"
                    + " and the log is rid of them within about an hour: --wait looks. Models that learnt from them"
                    + " before stay: their cards name the revision (docs/deletion.md)."
        },
        footer = {
            "  ./genstream datasets delete faces --record dogs/2.png --yes",
            "  ./genstream datasets delete people --subject Anna_Berg --yes --wait",
            "  ./genstream datasets delete people --all --yes"
        })
final class DeleteRecordsCommand extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "data set")
    private String dataset;

    @ArgGroup(multiplicity = "1")
    private What what;

    /** One of them. */
    static final class What {
        @Option(
                names = "--record",
                required = true,
                paramLabel = "RECORD",
                description = "this record, by its id or by where it lay in what was imported")
        private String record;

        @Option(
                names = "--subject",
                required = true,
                paramLabel = "SUBJECT",
                description = "all records of this person")
        private String subject;

        @Option(
                names = "--all",
                required = true,
                description = "the whole data set; a new one of its name counts revisions on")
        private boolean all;

        private String named() {
            if (all) {
                return "every record";
            }
            return record != null ? "record " + record : "every record of subject " + subject;
        }
    }

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(
            names = "--wait",
            description = "return when the pictures' bytes are gone from the log and the broker's files, having looked")
    private boolean wait;

    @Option(
            names = "--wait-minutes",
            paramLabel = "N",
            defaultValue = "90",
            description = "--wait gives up after so long, with exit code 37 (default: 90)")
    private int waitMinutes;

    @Override
    protected ExitCode run(GatewayClient gateway) throws IOException, InterruptedException {
        String named = what.named();
        if (!yes) {
            confirm("Delete " + named + (what.all ? " and every revision" : "") + " of data set " + dataset
                    + " for good?");
        }
        String path = "/v1/datasets/" + GatewayClient.segment(dataset);
        if (what.all) {
            ExitCode unused = show(gateway.delete(path), answer -> out().println("Deleted data set " + dataset + ": "
                    + Text.count(answer.json().path("deleted").asLong())
                    + " records. Models that learnt from it stay (models delete)."));
        } else if (what.record != null) {
            what.record = recordId(gateway, path);
            gateway.delete(path + "/records/" + GatewayClient.segment(what.record));
            out().println("Deleted " + named + ".");
        } else {
            ExitCode unused =
                    show(gateway.delete(path + "/subjects/" + GatewayClient.segment(what.subject)), answer -> {
                        JsonNode report = answer.json();
                        out().println("Deleted "
                                + Text.count(report.path("deleted").asLong()) + " records of subject " + what.subject
                                + ".");
                    });
        }
        out().flush();
        return wait ? awaitGone(gateway, path + "/deletions?" + query(), named) : ExitCode.DONE;
    }

    private ExitCode awaitGone(GatewayClient gateway, String question, String named) throws InterruptedException {
        DeletionWait waiting = new DeletionWait(() -> gateway.get(question).json(), err(), new SystemClock());
        JsonNode left = waiting.run(Duration.ofMinutes(waitMinutes));
        if (json()) {
            out().println(left);
        } else {
            out().println("No picture of " + named.replaceFirst("every record of ", "")
                    + " is left in the log of data set "
                    + dataset
                    + ", and the broker has removed its files. A running trainer's cache was purged within a minute,"
                    + " that of one that is away when it starts; ids stay in tombstones for up to "
                    + Duration.ofMillis(left.path("idsGoneWithinMs").asLong())
                            .plusMinutes(59)
                            .toHours()
                    + " hours from the deletion; see docs/deletion.md for what models keep.");
        }
        return ExitCode.DONE;
    }

    /** Of a record that is named by where it lay: afterwards nothing tells any more. The gateway refuses what is not clear. */
    private String recordId(GatewayClient gateway, String path) {
        JsonNode found = gateway.get(path + "/records?limit=2&name=" + GatewayClient.segment(what.record))
                .json()
                .path("records");
        return found.size() == 1 ? found.get(0).path("recordId").asText() : what.record;
    }

    private String query() {
        if (what.all) {
            return "";
        }
        return what.record != null
                ? "record=" + GatewayClient.segment(what.record)
                : "subject=" + GatewayClient.segment(what.subject);
    }

    /** The real one. */
    private static final class SystemClock implements DeletionWait.Clock {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    }
}
