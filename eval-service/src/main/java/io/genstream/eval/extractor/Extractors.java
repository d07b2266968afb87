package io.genstream.eval.extractor;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The extractors at hand; owns and closes them. A data set that none of them knows the classes of gets a {@link PcaExtractor}.
 * Immutable and thread-safe.
 */
public final class Extractors implements AutoCloseable {
    private final List<Extractor> all;

    public Extractors(List<Extractor> all) {
        this.all = List.copyOf(all);
    }

    /** Those that come with this module; today the digits classifier's penultimate layer. */
    public static Extractors builtIn() {
        return new Extractors(List.of(load("digits", "/extractors/digits-classifier")));
    }

    /** The extractor that images of this shape can be shown to. */
    public Optional<Extractor> fitting(ImageShape shape) {
        return all.stream().filter(e -> shape.padsTo(e.shape())).findFirst();
    }

    /** The extractor that was trained to tell these classes apart on such images. */
    public Optional<Extractor> classifying(ImageShape shape, List<String> classNames) {
        return fitting(shape).filter(e -> e.classNames().equals(classNames));
    }

    private static Extractor load(String name, String resource) {
        try (InputStream description = open(resource + ".properties");
                InputStream onnx = open(resource + ".onnx")) {
            Properties properties = new Properties();
            properties.load(description);
            ExtractorDescription described = ExtractorDescription.of(name, properties);
            Extractor extractor = OnnxExtractor.open(described, onnx.readAllBytes());
            if (!extractor.sha256().equals(described.sha256())) {
                extractor.close();
                throw new ExtractorException(
                        "Extractor " + name + " has hash " + extractor.sha256() + ", but its description says "
                                + described.sha256() + ": restore both files from the repository",
                        null);
            }
            return extractor;
        } catch (IOException e) {
            throw new ExtractorException("Extractor " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = Extractors.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new ExtractorException(
                    "Resource " + resource + " is not in the jar: build eval-service with its resources", null);
        }
        return stream;
    }

    @Override
    public void close() {
        all.forEach(Extractor::close);
    }
}
