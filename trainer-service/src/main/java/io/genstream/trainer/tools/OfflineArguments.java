package io.genstream.trainer.tools;

import io.genstream.trainer.session.CommonSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The command line of {@link TrainOffline}. */
record OfflineArguments(String recipe, Path digits, Path out, Map<String, String> settings) {
    private static final String USAGE = "--recipe NAME --digits DIR --out DIR [--images N] [--set KEY=VALUE]...";

    OfflineArguments {
        settings = Map.copyOf(settings);
    }

    static OfflineArguments parse(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " lacks its value; usage: " + USAGE);
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--recipe", "--digits", "--out" -> options.put(arguments[i], value);
                case "--images" -> settings.put(CommonSettings.IMAGES, value);
                case "--set" -> {
                    String[] pair = value.split("=", 2);
                    if (pair.length != 2) {
                        throw new IllegalArgumentException("--set takes KEY=VALUE, not " + value);
                    }
                    settings.put(pair[0], pair[1]);
                }
                default -> throw new IllegalArgumentException("unknown option " + arguments[i] + "; usage: " + USAGE);
            }
        }
        return new OfflineArguments(
                required(options, "--recipe"),
                Path.of(required(options, "--digits")),
                Path.of(required(options, "--out")),
                settings);
    }

    private static String required(Map<String, String> options, String option) {
        String value = options.get(option);
        if (value == null) {
            throw new IllegalArgumentException(option + " is missing; usage: " + USAGE);
        }
        return value;
    }
}
