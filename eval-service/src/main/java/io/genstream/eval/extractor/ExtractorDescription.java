package io.genstream.eval.extractor;

import java.util.Properties;

/**
 * What lies beside a built-in extractor's ONNX file.
 *
 * @param sha256 of the file, so that figures of a tampered or half-updated checkout are not taken for the published ones
 */
record ExtractorDescription(
        String name,
        String sha256,
        String input,
        String featuresOutput,
        String logitsOutput,
        ImageShape shape,
        int features,
        int classes) {

    static ExtractorDescription of(String name, Properties properties) {
        return new ExtractorDescription(
                name,
                required(name, properties, "sha256"),
                properties.getProperty("input", "image"),
                properties.getProperty("features.output", "features"),
                properties.getProperty("logits.output", "logits"),
                new ImageShape(
                        integer(name, properties, "height", 32),
                        integer(name, properties, "width", 32),
                        integer(name, properties, "channels", 1)),
                integer(name, properties, "features", 64),
                integer(name, properties, "classes", 10));
    }

    private static String required(String name, Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new ExtractorException("The description of extractor " + name + " lacks " + key, null);
        }
        return value.strip();
    }

    private static int integer(String name, Properties properties, String key, int otherwise) {
        String value = properties.getProperty(key, Integer.toString(otherwise)).strip();
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ExtractorException(
                    "The description of extractor " + name + " has " + key + "=" + value + ", which is no number", e);
        }
    }
}
