package io.genstream.benchmarks.experiments;

import java.util.Locale;
import java.util.Map;

/** One of the things that an experiment compares: a recipe with settings; trained once for each seed. */
record Arm(String name, String recipe, Map<String, String> settings) {
    Arm {
        settings = Map.copyOf(settings);
    }

    Arm(String name, String recipe) {
        this(name, recipe, Map.of());
    }

    /** Its name for models and files. */
    String slug() {
        return name.replaceAll("[^A-Za-z0-9.]+", "-").toLowerCase(Locale.ROOT);
    }
}
