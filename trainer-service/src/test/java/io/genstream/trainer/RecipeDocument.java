package io.genstream.trainer;

import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.SettingsSchema;
import io.genstream.trainer.recipe.yaml.RecipeReader;
import io.genstream.trainer.recipe.yaml.YamlRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of docs/recipes.md that code knows: each setting once, under the systems that share it; of each system what is its
 * own or has another default; of each recipe what its file sets.
 */
final class RecipeDocument {
    static final String FIRST = "## Settings\n";
    static final String NEXT = "## Adding one\n";

    private static final String INTRODUCTION =
            """

            Each setting stands once, under the systems that share it; the section of a system has what only it has, or has another default for.
            This part is made from the code.

            """;

    private final Map<String, List<Setting>> systems = new LinkedHashMap<>();
    /** A setting without its default, and the systems that have it so. */
    private final Map<Setting, List<String>> sharers = new LinkedHashMap<>();

    RecipeDocument() {
        RecipeCatalogue.systems().forEach((name, system) -> systems.put(name, RecipeReader.settingsOf(system)));
        systems.forEach((name, settings) ->
                settings.forEach(setting -> sharers.computeIfAbsent(setting.withDefault(""), any -> new ArrayList<>())
                        .add(name)));
    }

    String text() {
        return FIRST + INTRODUCTION + shared() + "## Systems\n\n" + ofSystems() + "## Recipes of this house\n\n"
                + recipes();
    }

    private String shared() {
        Map<List<String>, List<Setting>> groups = sharers.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        LinkedHashMap::new,
                        Collectors.mapping(entry -> usual(entry.getKey()), Collectors.toList())));
        StringBuilder text = new StringBuilder();
        groups.forEach((names, settings) -> text.append(heading(names)).append(table(settings)));
        return text.toString();
    }

    private String heading(List<String> names) {
        String list = names.size() == systems.size()
                ? "every system"
                : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return "### Of " + list + "\n\n";
    }

    /** With the default that most of its systems have. */
    private Setting usual(Setting setting) {
        Map<String, Long> counts = sharers.get(setting).stream()
                .map(name -> find(name, setting).defaultValue())
                .collect(Collectors.groupingBy(value -> value, LinkedHashMap::new, Collectors.counting()));
        long most = counts.values().stream().max(Long::compare).orElseThrow();
        return setting.withDefault(counts.keySet().stream()
                .filter(value -> counts.get(value) == most)
                .findFirst()
                .orElseThrow());
    }

    private Setting find(String system, Setting like) {
        return systems.get(system).stream()
                .filter(setting -> setting.name().equals(like.name()))
                .findFirst()
                .orElseThrow();
    }

    private String ofSystems() {
        StringBuilder text = new StringBuilder();
        systems.forEach((name, settings) -> {
            List<Setting> own = settings.stream()
                    .filter(setting -> sharers.get(setting.withDefault("")).size() == 1
                            || !setting.equals(usual(setting.withDefault(""))))
                    .toList();
            text.append("### System `").append(name).append("`\n\n");
            text.append(own.isEmpty() ? "All of its settings are above.\n\n" : table(own));
        });
        return text.toString();
    }

    private static String table(List<Setting> settings) {
        return settings.stream()
                .map(s -> "| `" + s.name() + "` | " + s.defaultValue() + " | " + s.allowed() + " | " + s.description()
                        + " |\n")
                .collect(Collectors.joining("", "| parameter | default | must be | |\n|---|---|---|---|\n", "\n"));
    }

    private static String recipes() {
        return RecipeCatalogue.all().all().stream().map(RecipeDocument::section).collect(Collectors.joining());
    }

    private static String section(Recipe recipe) {
        YamlRecipe file = (YamlRecipe) recipe;
        String data = file.defaultDatasetId().map(id -> "`" + id + "`").orElse("any");
        return "### `" + file.name() + "`\n\n" + file.summary() + ". Data set: " + data + ". System: `"
                + file.systemName() + "`.\n\n" + values(file) + "\n";
    }

    /** What the file sets, scale by scale; the rest is the system's default. */
    private static String values(YamlRecipe file) {
        SettingsSchema schema = file.settings();
        Setting choice = schema.settings().get(0);
        List<String> scales = schema.scales().isEmpty() ? List.of("") : choice.choices();
        Stream<String> rows = RecipeReader.settingsOf(file.system()).stream()
                .filter(s -> scales.stream()
                        .anyMatch(scale -> !value(schema, scale, s).equals(s.defaultValue())))
                .map(s -> scales.stream()
                        .map(scale -> value(schema, scale, s))
                        .collect(Collectors.joining(" | ", "| `" + s.name() + "` | ", " |\n")));
        String head = schema.scales().isEmpty()
                ? "| parameter | value |\n"
                : "| `" + choice.name() + "` | " + String.join(" | ", scales) + " |\n";
        return rows.collect(Collectors.joining("", head + "|---" + "|---".repeat(scales.size()) + "|\n", ""));
    }

    private static String value(SettingsSchema schema, String scale, Setting setting) {
        return schema.parse(
                        scale.isEmpty()
                                ? Map.of()
                                : Map.of(schema.settings().get(0).name(), scale))
                .text(setting.name());
    }
}
