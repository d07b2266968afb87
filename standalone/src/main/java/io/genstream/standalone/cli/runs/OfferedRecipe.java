package io.genstream.standalone.cli.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.schemas.SettingType;
import io.genstream.standalone.ExitCode;
import io.genstream.standalone.StandaloneException;
import io.genstream.standalone.cli.Text;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.SettingsSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recipe as a client knows it. Immutable. */
record OfferedRecipe(String name, String summary, Optional<String> datasetId, SettingsSchema settings) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static OfferedRecipe of(Recipe recipe) {
        return new OfferedRecipe(recipe.name(), recipe.summary(), recipe.defaultDatasetId(), recipe.settings());
    }

    /** As the API has it. A value of a type that a later release brought is the gateway's to judge. */
    static OfferedRecipe of(JsonNode recipe) {
        List<Setting> settings = new ArrayList<>();
        for (JsonNode each : recipe.path("parameters")) {
            List<String> choices = new ArrayList<>();
            each.path("choices").forEach(choice -> choices.add(choice.asText()));
            settings.add(new Setting(
                    Text.of(each, "name"),
                    SettingType.named(Text.of(each, "type")).orElse(SettingType.TEXT),
                    Text.of(each, "defaultValue"),
                    choices,
                    Text.of(each, "description")));
        }
        Map<String, Map<String, String>> scales = new LinkedHashMap<>();
        recipe.path("scales").properties().forEach(scale -> {
            Map<String, String> values = new LinkedHashMap<>();
            scale.getValue()
                    .properties()
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().asText()));
            scales.put(scale.getKey(), values);
        });
        String name = Text.of(recipe, "name");
        return new OfferedRecipe(
                name,
                Text.of(recipe, "summary"),
                Optional.ofNullable(recipe.path("datasetId").textValue()),
                new SettingsSchema(name, settings, scales));
    }

    /** Refuses what the trainer would refuse, only sooner. */
    void check(Map<String, String> parameters) {
        try {
            settings.parse(parameters);
        } catch (InvalidSettingException e) {
            throw new StandaloneException(ExitCode.USAGE, "--set: " + e.getMessage(), e);
        }
    }

    /** As the API has it, but for who announced it and when. */
    ObjectNode json() {
        ObjectNode node = MAPPER.createObjectNode()
                .put("name", name)
                .put("summary", summary)
                .put("datasetId", datasetId.orElse(null));
        var parameters = node.putArray("parameters");
        for (Setting setting : settings.settings()) {
            parameters
                    .addObject()
                    .put("name", setting.name())
                    .put("type", setting.type().name())
                    .put("defaultValue", setting.defaultValue())
                    .put("allowed", setting.allowed())
                    .put("description", setting.description())
                    .set("choices", MAPPER.valueToTree(setting.choices()));
        }
        node.set("scales", MAPPER.valueToTree(settings.scales()));
        return node;
    }
}
