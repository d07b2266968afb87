package io.genstream.standalone.cli.experiments;

import java.util.Map;

/** One of the things that an experiment compares: a recipe with settings; trained once for each seed. */
record Arm(String name, String recipe, Map<String, String> settings) {
    Arm {
        settings = Map.copyOf(settings);
    }

    Arm(String name, String recipe) {
        this(name, recipe, Map.of());
    }
}
