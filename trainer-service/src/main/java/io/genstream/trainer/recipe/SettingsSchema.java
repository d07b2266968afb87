package io.genstream.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The settings that a recipe knows. Immutable. */
public record SettingsSchema(String recipe, List<Setting> settings) {
    public SettingsSchema {
        settings = List.copyOf(settings);
    }

    /** One schema of several groups of settings. */
    @SafeVarargs
    public static SettingsSchema of(String recipe, List<Setting>... groups) {
        return new SettingsSchema(
                recipe, Stream.of(groups).flatMap(List::stream).toList());
    }

    /**
     * Defaults with these overrides on top.
     *
     * @throws InvalidSettingException naming the first bad key and, for an unknown one, all that are known
     */
    public RecipeSettings parse(Map<String, String> overrides) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Setting setting : settings) {
            values.put(setting.name(), setting.defaultValue());
        }
        for (String key : overrides.keySet()) {
            if (!values.containsKey(key)) {
                throw new InvalidSettingException("recipe " + recipe + " has no setting '" + key + "'; it knows "
                        + String.join(", ", values.keySet()));
            }
        }
        values.putAll(overrides);
        settings.forEach(setting -> setting.check(values.get(setting.name())));
        return new RecipeSettings(values);
    }

    public RecipeSettings defaults() {
        return parse(Map.of());
    }
}
