package io.genstream.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.Answer;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.terminal.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a model, or some of its versions, away for good. */
@Command(
        name = "delete",
        description = {
            "Deletes versions of a model, or the whole model, for good.",
            "Gone are the checkpoints with the artifacts that no other version has, their figures and, with the model, its"
                    + " roll-out; no instance serves them any more. Runs stay (runs delete); previews go by age within"
                    + " a day, features within 7. A version that is stable, previous, canary or shadow goes with the model only."
        },
        footer = {
            "  ./genstream models delete digits-old 20261128T090112Z-3f2a1c --yes",
            "  ./genstream models delete digits-old --yes"
        })
final class DeleteModelCommand extends ClientCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "model")
    private String model;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "VERSION",
            description = "these versions (default: the model with all of them)")
    private List<String> versions = new ArrayList<>();

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Override
    protected ExitCode run(GatewayClient gateway) throws IOException {
        if (versions.isEmpty()) {
            return deleteModel(gateway);
        }
        List<String> named = versions.stream()
                .map(word -> ModelNames.version(gateway, model, word))
                .toList();
        if (!yes) {
            confirm("Delete " + String.join(", ", named) + " of model " + model
                    + " for good, with artifacts and figures? Its runs stay.");
        }
        for (String version : named) {
            Answer answer = gateway.delete(ModelNames.path(model) + "/versions/" + GatewayClient.segment(version));
            ExitCode unused = show(answer, done -> out().println("Deleted " + model + "/" + version + "."));
        }
        return ExitCode.DONE;
    }

    private ExitCode deleteModel(GatewayClient gateway) throws IOException {
        if (!yes) {
            JsonNode document = gateway.get(ModelNames.path(model)).json();
            String stable = Text.of(document, "stable");
            confirm("Delete model " + model + " for good: "
                    + document.path("versions").size()
                    + " versions with artifacts and figures"
                    + (stable.isEmpty() ? "" : ", and its roll-out (users get " + stable + ")")
                    + "? Its runs stay.");
        }
        return show(gateway.delete(ModelNames.path(model)), answer -> {
            JsonNode report = answer.json();
            out().println("Deleted model " + model + ": "
                    + report.path("deleted").size() + " versions"
                    + (Text.of(report, "rollout").equals("SENT")
                            ? "; the gate was told to delete its roll-out and has not answered yet."
                            : "."));
        });
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return ModelNames.hint(gateway, problem, model, versions.isEmpty() ? null : versions.get(0));
    }
}
