package io.genstream.cli.figures;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.models.ModelNames;
import io.genstream.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The version that a figure is of, and what its card says.
 *
 * @param normal whether latents are, rather than uniform
 * @param classes names of classes; empty for a model that takes none
 * @param encoderRanges of the pixels that its encoder may read, if it has one
 */
record FigureModel(
        String name,
        String version,
        int width,
        int channels,
        int latentSize,
        boolean normal,
        List<String> classes,
        Set<String> artifacts,
        List<EncoderRange> encoderRanges) {
    /** @param name null for the only generator that there is */
    static FigureModel of(GatewayClient gateway, String name, String version) {
        String model = name == null ? only(gateway) : name;
        JsonNode known = gateway.get(ModelNames.path(model)).json();
        String word = version != null ? version : known.hasNonNull("stable") ? "stable" : "latest";
        String resolved = ModelNames.version(gateway, model, word);
        JsonNode document = gateway.get(ModelNames.path(model) + "/versions/" + GatewayClient.segment(resolved))
                .json();
        JsonNode card = document.path("card");
        if (!Text.of(document, "kind").equals("GENERATOR")) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    model + " is a " + Text.of(document, "kind") + " and makes no pictures; ./genstream models lists"
                            + " those that do");
        }
        int latentSize = 1;
        boolean normal = true;
        for (JsonNode input : card.path("inputs")) {
            if (Text.of(input, "role").equals("LATENT")) {
                normal = Text.of(input, "distribution").equals("NORMAL");
                for (JsonNode dimension : input.path("shape")) {
                    latentSize *= dimension.asInt();
                }
            }
        }
        List<String> classes = new ArrayList<>();
        if (Text.of(card, "labelKind").equals("CLASS") && conditional(card)) {
            card.path("attributeNames").forEach(label -> classes.add(label.asText()));
        }
        Set<String> artifacts = new TreeSet<>();
        document.path("artifacts").fieldNames().forEachRemaining(artifacts::add);
        return new FigureModel(
                model,
                resolved,
                card.path("width").asInt(),
                card.path("channels").asInt(),
                latentSize,
                normal,
                classes,
                artifacts,
                EncoderRange.of(card));
    }

    /** Of a class by its name or, where no class is called so, its index. */
    int classIndex(String label) {
        int index = classes.indexOf(label);
        if (index < 0 && label.matches("\\d{1,6}")) {
            index = Integer.parseInt(label);
        }
        if (index < 0 || index >= classes.size()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    classes.isEmpty()
                            ? name + " takes no classes: leave --label out"
                            : "--label " + label + " is no class of " + name + ", which knows "
                                    + String.join(", ", classes));
        }
        return index;
    }

    private static boolean conditional(JsonNode card) {
        for (JsonNode input : card.path("inputs")) {
            if (Text.of(input, "role").equals("CONDITION")) {
                return true;
            }
        }
        return false;
    }

    private static String only(GatewayClient gateway) {
        List<String> generators = new ArrayList<>();
        gateway.get("/v1/models").json().path("models").forEach(model -> {
            if (Text.of(model, "kind").equals("GENERATOR")) {
                generators.add(Text.of(model, "model"));
            }
        });
        if (generators.size() == 1) {
            return generators.get(0);
        }
        throw generators.isEmpty()
                ? new CommandException(
                        ExitCode.NOT_FOUND, "there is no generator yet: train one with ./genstream train RECIPE")
                : new CommandException(ExitCode.USAGE, "say which model: " + String.join(", ", generators));
    }
}
