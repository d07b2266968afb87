package io.genstream.eval.extractor;

import io.genstream.model.card.ImageLayout;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An extractor's properties file; errors name the file, the key and what it must be. */
final class ExtractorProperties {
    /** Where the ONNX file is, relative to the properties; else it is called as they are. */
    static final String ONNX = "onnx";

    private static final Set<String> KEYS = Set.of(
            "name",
            ONNX,
            "sha256",
            "bytes",
            "test.accuracy",
            "datasets",
            "height",
            "width",
            "channels",
            "input",
            "input.layout",
            "input.height",
            "input.width",
            "input.low",
            "input.high",
            "features.output",
            "features",
            "logits.output",
            "classes");

    private final String source;
    private final Properties properties;

    /** @param source for people */
    ExtractorProperties(String source, Properties properties) {
        this.source = source;
        this.properties = properties;
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new ExtractorException(
                    source + " has unknown keys " + unknown + "; it may have " + new TreeSet<>(KEYS), null);
        }
    }

    ExtractorDescription description(String defaultName) {
        ImageShape shape = new ImageShape(count("height"), count("width"), count("channels"));
        int classes = text("classes").isEmpty() ? 0 : count("classes");
        return new ExtractorDescription(
                name(defaultName),
                text("sha256"),
                shape,
                new ExtractorDescription.Input(
                        text("input").orElse("image"),
                        new ImageShape(
                                atLeast("input.height", shape.height()),
                                atLeast("input.width", shape.width()),
                                shape.channels()),
                        read("input.layout", v -> ImageLayout.valueOf(v.toUpperCase(Locale.ROOT)), "NCHW, NHWC or FLAT")
                                .orElse(ImageLayout.NCHW),
                        read("input.low", Double::valueOf, "a number").orElse(0.0),
                        read("input.high", Double::valueOf, "a number").orElse(1.0)),
                new ExtractorDescription.Output(text("features.output").orElse("features"), count("features")),
                classes == 0
                        ? Optional.empty()
                        : Optional.of(new ExtractorDescription.Output(
                                text("logits.output").orElse("logits"), classes)),
                text("datasets").stream()
                        .flatMap(ids -> Arrays.stream(ids.split(",")))
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** It becomes part of a record's key and of a metric's name. */
    private String name(String otherwise) {
        String name = text("name").orElse(otherwise);
        if (!name.matches("[a-z0-9]+")) {
            throw wrong("name", name, "lower-case letters and digits");
        }
        return name;
    }

    private int atLeast(String key, int least) {
        int value = text(key).isEmpty() ? least : count(key);
        if (value < least) {
            throw wrong(key, Integer.toString(value), "at least " + least + ", the side that pictures are brought to");
        }
        return value;
    }

    private int count(String key) {
        String meaning = "a whole number above 0";
        int value = read(key, Integer::valueOf, meaning)
                .orElseThrow(() -> new ExtractorException(source + " lacks " + key + ": " + meaning, null));
        if (value < 1) {
            throw wrong(key, Integer.toString(value), meaning);
        }
        return value;
    }

    private <T> Optional<T> read(String key, Function<String, T> parser, String meaning) {
        return text(key).map(value -> {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException e) {
                throw wrong(key, value, meaning);
            }
        });
    }

    private ExtractorException wrong(String key, String value, String meaning) {
        return new ExtractorException(source + " has " + key + "=" + value + "; it must be " + meaning, null);
    }
}
