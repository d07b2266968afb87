package io.genstream.gateway.runs;

import io.genstream.gateway.http.Fields;
import io.genstream.gateway.views.DocumentView;
import io.genstream.schemas.SettingType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds an order against what the trainers announced, so that its author hears at once what is wrong. Stateless. */
final class RecipeCheck {
    private RecipeCheck() {}

    static List<String> names(DocumentView recipes) {
        return recipes.list(any -> true).stream()
                .map(recipe -> recipe.getString("name"))
                .sorted()
                .toList();
    }

    /** Where no trainer has announced anything yet, the one that comes has the word. */
    static void check(Fields fields, DocumentView recipes, String name, Map<String, String> parameters) {
        Optional<JsonObject> recipe = recipes.get(name);
        if (recipe.isPresent()) {
            check(fields, recipe.get(), parameters);
        } else if (recipes.size() > 0) {
            fields.violate("recipe", "there is no recipe " + name + "; there are " + names(recipes));
        }
    }

    private static void check(Fields fields, JsonObject recipe, Map<String, String> parameters) {
        Map<String, JsonObject> known = new LinkedHashMap<>();
        recipe.getJsonArray("parameters").stream()
                .map(JsonObject.class::cast)
                .forEach(setting -> known.put(setting.getString("name"), setting));
        parameters.forEach((name, value) -> {
            JsonObject setting = known.get(name);
            if (setting == null) {
                fields.violate(
                        "parameters." + name,
                        "is unknown; recipe " + recipe.getString("name") + " knows "
                                + String.join(", ", known.keySet()));
            } else if (!accepts(setting, value)) {
                fields.violate("parameters." + name, "is '" + value + "', must be " + setting.getString("allowed"));
            }
        });
    }

    /** What a newer trainer means by a type that is unknown here is the trainer's to say. */
    private static boolean accepts(JsonObject setting, String value) {
        JsonArray choices = setting.getJsonArray("choices");
        return SettingType.named(setting.getString("type"))
                .map(type -> type.accepts(
                        value, choices.stream().map(String.class::cast).toList()))
                .orElse(true);
    }
}
