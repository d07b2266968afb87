package io.genstream.trainer.recipe;

import io.genstream.schemas.SettingType;
import java.util.List;

/**
 * One setting of a recipe.
 *
 * @param defaultValue as text, as a run command would give it
 * @param choices the allowed words of a {@link SettingType#CHOICE}, else empty
 */
public record Setting(String name, SettingType type, String defaultValue, List<String> choices, String description) {
    public Setting {
        choices = List.copyOf(choices);
    }

    public static Setting of(String name, SettingType type, String defaultValue, String description) {
        return new Setting(name, type, defaultValue, List.of(), description);
    }

    public static Setting choice(String name, List<String> choices, String description) {
        return new Setting(name, SettingType.CHOICE, choices.get(0), choices, description);
    }

    public Setting withDefault(String value) {
        return new Setting(name, type, value, choices, description);
    }

    void check(String value) {
        if (!accepts(value)) {
            throw new InvalidSettingException("setting " + name + " is '" + value + "', must be " + allowed());
        }
    }

    /** What a value must be, for people. */
    public String allowed() {
        return type.allowed(choices);
    }

    public boolean accepts(String value) {
        return type.accepts(value, choices);
    }
}
