package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.DidYouMean;
import io.genstream.cli.terminal.Text;
import io.genstream.schemas.SettingType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recipe as the trainers announced it, those of their recipes.dir among it. Immutable. */
record OfferedRecipe(JsonNode document) {
    static List<OfferedRecipe> all(GatewayClient gateway) {
        List<OfferedRecipe> announced = new ArrayList<>();
        gateway.get("/v1/recipes").json().path("recipes").forEach(recipe -> announced.add(new OfferedRecipe(recipe)));
        return announced;
    }

    /** Where no trainer has announced anything yet, nothing is known of it: the one that comes has the word. */
    static OfferedRecipe find(GatewayClient gateway, String name) {
        List<OfferedRecipe> all = all(gateway);
        if (all.isEmpty()) {
            return new OfferedRecipe(MissingNode.getInstance());
        }
        List<String> names = all.stream().map(OfferedRecipe::name).toList();
        return all.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        ExitCode.NOT_FOUND,
                        "there is no recipe " + name + "; there are " + String.join(", ", names)
                                + DidYouMean.sentence(name, names)));
    }

    String name() {
        return Text.of(document, "name");
    }

    Optional<String> datasetId() {
        return Optional.ofNullable(document.path("datasetId").textValue());
    }

    JsonNode settings() {
        return document.path("parameters");
    }

    /** Refuses what the gateway would refuse, only sooner and at once for a whole grid. */
    void check(Map<String, String> parameters) {
        if (document.isMissingNode()) {
            return;
        }
        Map<String, JsonNode> known = new LinkedHashMap<>();
        settings().forEach(setting -> known.put(Text.of(setting, "name"), setting));
        parameters.forEach((name, value) -> {
            JsonNode setting = known.get(name);
            if (setting == null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--set: recipe " + name() + " has no setting '" + name + "'; it knows "
                                + String.join(", ", known.keySet()));
            }
            if (!accepts(setting, value)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--set: setting " + name + " is '" + value + "', must be " + Text.of(setting, "allowed"));
            }
        });
    }

    /** A value of a type that a later release brought is the gateway's to judge. */
    private static boolean accepts(JsonNode setting, String value) {
        List<String> choices = new ArrayList<>();
        setting.path("choices").forEach(choice -> choices.add(choice.asText()));
        return SettingType.named(Text.of(setting, "type"))
                .map(type -> type.accepts(value, choices))
                .orElse(true);
    }
}
