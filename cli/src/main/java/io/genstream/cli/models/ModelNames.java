package io.genstream.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.terminal.DidYouMean;
import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names of models and versions: what a word stands for, and what was probably meant. Stateless. */
public final class ModelNames {
    private static final Map<String, String> FIELDS = Map.of(
            "latest",
            "latest",
            "stable",
            "stable",
            "canary",
            "canary",
            "previous",
            "previousStable",
            "shadow",
            "shadow");

    private ModelNames() {}

    /** For {@code --version} and its like. */
    public static final String WORDS = "a version, or one of latest, stable, previous, canary, shadow";

    /** The version that a word such as {@code latest} stands for now; anything else is returned as it is. */
    public static String version(GatewayClient gateway, String model, String word) {
        String field = FIELDS.get(word);
        if (field == null) {
            return word;
        }
        JsonNode document = gateway.get(path(model)).json();
        String version = Text.of(field.equals("latest") ? document : document.path("rollout"), field);
        if (version.isEmpty()) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "model " + model + " has no " + word + " version now; ./genstream models " + model
                            + " lists what it has");
        }
        return version;
    }

    /** What to say after a problem about {@code model} or one of its versions. */
    public static String hint(GatewayClient gateway, GatewayProblem problem, String model, String version) {
        return switch (problem.code()) {
            case "MODEL_NOT_FOUND" ->
                DidYouMean.sentence(
                        model, names(gateway.get("/v1/models").json().path("models"), "model"));
            case "VERSION_NOT_FOUND" ->
                version == null
                        ? ""
                        : DidYouMean.sentence(
                                version,
                                names(
                                        gateway.get(path(model) + "/versions")
                                                .json()
                                                .path("versions"),
                                        "version"));
            default -> "";
        };
    }

    public static String path(String model) {
        return "/v1/models/" + GatewayClient.segment(model);
    }

    private static List<String> names(JsonNode documents, String field) {
        List<String> names = new ArrayList<>();
        documents.forEach(document -> names.add(Text.of(document, field)));
        return names;
    }
}
