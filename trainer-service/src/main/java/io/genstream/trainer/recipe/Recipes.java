package io.genstream.trainer.recipe;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The recipes that a trainer offers, by name. Immutable; the wiring makes one from the recipes it wants to offer. */
public final class Recipes {
    private final Map<String, Recipe> byName = new LinkedHashMap<>();

    public Recipes(Collection<? extends Recipe> recipes) {
        for (Recipe recipe : recipes) {
            if (byName.put(recipe.name(), recipe) != null) {
                throw new IllegalArgumentException("two recipes are called " + recipe.name());
            }
        }
    }

    public Optional<Recipe> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** In the order in which they were offered. */
    public Collection<Recipe> all() {
        return List.copyOf(byName.values());
    }
}
