package io.genstream.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.Map;

/** Checked values of every setting of a recipe; made by {@link SettingsSchema#parse}. Immutable. */
public final class RecipeSettings {
    private final Map<String, String> values;

    RecipeSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public int count(String name) {
        return Math.toIntExact(Long.parseLong(text(name)));
    }

    public long whole(String name) {
        return Long.parseLong(text(name));
    }

    public double number(String name) {
        return Double.parseDouble(text(name));
    }

    /** All of them as text, for logs and for a run's record. */
    public Map<String, String> asMap() {
        return new LinkedHashMap<>(values);
    }
}
