package io.genstream.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings that a recipe knows. Immutable.
 *
 * @param settings of a recipe of several scales the first one chooses among them
 * @param scales by name: the values that stand in for the defaults then
 */
public record SettingsSchema(String recipe, List<Setting> settings, Map<String, Map<String, String>> scales) {
    /** What most recipes call the choice of a scale. */
    public static final String SCALE = "scale";

    public SettingsSchema {
        settings = List.copyOf(settings);
        scales = Map.copyOf(scales);
    }

    public SettingsSchema(String recipe, List<Setting> settings) {
        this(recipe, settings, Map.of());
    }

    /** One schema of several groups of settings. */
    @SafeVarargs
    public static SettingsSchema of(String recipe, List<Setting>... groups) {
        return new SettingsSchema(
                recipe, Stream.of(groups).flatMap(List::stream).toList());
    }

    /**
     * Defaults, on them the values of the scale, on those these overrides.
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
        if (!scales.isEmpty()) {
            String choice = settings.get(0).name();
            values.putAll(scales.getOrDefault(overrides.getOrDefault(choice, values.get(choice)), Map.of()));
        }
        values.putAll(overrides);
        settings.forEach(setting -> setting.check(values.get(setting.name())));
        return new RecipeSettings(values);
    }

    public RecipeSettings defaults() {
        return parse(Map.of());
    }
}
