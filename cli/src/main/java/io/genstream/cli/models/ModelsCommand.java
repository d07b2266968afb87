package io.genstream.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.Answer;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import io.genstream.schemas.Measures;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Models, the versions of one, or one version. */
@Command(
        name = "models",
        description =
                "Lists models; with a model its versions and what they are worth; with a version its card. Its command deletes.",
        subcommands = DeleteModelCommand.class,
        footer = {
            "  ./genstream models",
            "  ./genstream models digits-cgan",
            "  ./genstream models digits-cgan stable",
        })
public final class ModelsCommand extends ClientCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "list this model's versions")
    private String model;

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "show " + ModelNames.WORDS)
    private String version;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        if (model == null) {
            return show(gateway.get("/v1/models"), this::models);
        }
        String path = ModelNames.path(model) + "/versions";
        if (version == null) {
            Answer versions = gateway.get(path);
            JsonNode rollout = json()
                    ? versions.json()
                    : gateway.get(ModelNames.path(model)).json().path("rollout");
            return show(versions, answer -> versions(answer.json().path("versions"), rollout));
        }
        String resolved = ModelNames.version(gateway, model, version);
        return show(gateway.get(path + '/' + GatewayClient.segment(resolved)), answer -> card(answer.json()));
    }

    @Override
    protected String hint(GatewayClient gateway, GatewayProblem problem) {
        return ModelNames.hint(gateway, problem, model, version);
    }

    private void models(Answer answer) {
        Table table = new Table("MODEL", "KIND", "VERSIONS", "STABLE", "CANARY", "LATEST");
        answer.json()
                .path("models")
                .forEach(m -> table.row(
                        Text.of(m, "model"),
                        Text.of(m, "kind"),
                        Text.of(m, "versions"),
                        Text.of(m, "stable"),
                        canary(m),
                        Text.of(m, "latest")));
        print(
                table,
                "There are no models yet: train one (./genstream train RECIPE), or wait for the first checkpoint.");
    }

    private static String canary(JsonNode model) {
        String canary = Text.of(model, "canary");
        return canary.isEmpty() ? "" : canary + " (" + Text.of(model, "canaryPercent") + " %)";
    }

    private void versions(JsonNode versions, JsonNode rollout) {
        String distance = name(versions, Measures.FRECHET_DISTANCE, "distance");
        String agreement = name(versions, Measures.AGREEMENT, Measures.AGREEMENT);
        Table table = new Table("VERSION", "ROLE", "IMAGES SEEN", distance, agreement, "SERVING", "RUN", "AT");
        versions.forEach(v -> table.row(
                Text.of(v, "version"),
                role(Text.of(v, "version"), rollout),
                Text.count(v.path("imagesSeen").asLong()),
                Text.figure(v.path("metrics").path(distance)),
                Text.figure(v.path("metrics").path(agreement)),
                serving(v.path("serving")),
                Text.of(v, "runId"),
                Text.instant(v, "at")));
        print(table, "The model has no versions.");
    }

    /** What the figures of one measure are called; {@code otherwise} where there are none. */
    private static String name(JsonNode versions, String measure, String otherwise) {
        for (JsonNode version : versions) {
            for (JsonNode figure : version.path("figures")) {
                if (Text.of(figure, "measure").equals(measure)) {
                    return Text.of(figure, "metric");
                }
            }
        }
        return otherwise;
    }

    private static String role(String version, JsonNode rollout) {
        if (version.equals(Text.of(rollout, "stable"))) {
            return "stable";
        }
        if (version.equals(Text.of(rollout, "canary"))) {
            return "canary " + Text.of(rollout, "canaryPercent") + " %";
        }
        if (version.equals(Text.of(rollout, "shadow"))) {
            return "shadow";
        }
        return version.equals(Text.of(rollout, "previousStable")) ? "previous" : "";
    }

    private static String serving(JsonNode instances) {
        StringJoiner states = new StringJoiner(", ");
        instances.forEach(instance -> states.add(Text.of(instance, "state")));
        return states.toString();
    }

    private void card(JsonNode version) {
        JsonNode card = version.path("card");
        Table table = new Table("FIELD", "VALUE")
                .row("model", Text.of(version, "model"))
                .row("version", Text.of(version, "version"))
                .row("kind", Text.of(version, "kind"))
                .row(
                        "run",
                        Text.of(version, "runId") + ", step " + Text.of(version, "step") + ", "
                                + Text.count(version.path("imagesSeen").asLong()) + " images seen")
                .row("data", Text.of(card, "trainingData"))
                .row("licence", Text.of(card, "licence"))
                .row(
                        "pictures",
                        Text.of(card, "height") + "x" + Text.of(card, "width") + "x" + Text.of(card, "channels"))
                .row("labels", labels(card))
                .row("serving", serving(version.path("serving")));
        version.path("metrics").properties().forEach(m -> table.row(m.getKey(), Text.figure(m.getValue())));
        version.path("artifacts")
                .properties()
                .forEach(a -> table.row(
                        "artifact " + a.getKey(),
                        Text.bytes(a.getValue().path("size").asLong()) + ", SHA-256 "
                                + Text.of(a.getValue(), "sha256")));
        table.print(out());
    }

    private static String labels(JsonNode card) {
        StringJoiner names = new StringJoiner(", ", Text.of(card, "labelKind") + ": ", "");
        card.path("attributeNames").forEach(name -> names.add(name.asText()));
        return names.toString();
    }
}
