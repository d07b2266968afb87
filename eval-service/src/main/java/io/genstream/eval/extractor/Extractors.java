package io.genstream.eval.extractor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The extractors at hand; owns and closes them. A data set that none of them is for gets a {@link PcaExtractor}. Immutable and
 * thread-safe.
 */
public final class Extractors implements AutoCloseable {
    private final List<OnnxExtractor> builtIn;
    private final List<OnnxExtractor> configured = new ArrayList<>();

    private Extractors(List<OnnxExtractor> builtIn) {
        this.builtIn = List.copyOf(builtIn);
    }

    /** Those that come with this module; today the digits classifier's penultimate layer. */
    public static Extractors builtIn() {
        return new Extractors(List.of(resource("digits", "/extractors/digits-classifier")));
    }

    /**
     * Those that come with this module, and the operator's own.
     *
     * @param descriptions properties files, each beside its ONNX file
     * @throws ExtractorException naming the file that cannot be used and why
     */
    public static Extractors with(List<Path> descriptions) {
        Extractors extractors = builtIn();
        try {
            descriptions.forEach(file -> extractors.configured.add(file(file)));
            return extractors;
        } catch (RuntimeException e) {
            extractors.close();
            throw e;
        }
    }

    /** The built-in extractor that images of this shape can be shown to. */
    public Optional<Extractor> fitting(ImageShape shape) {
        return builtIn.stream()
                .filter(e -> shape.padsTo(e.shape()))
                .map(Extractor.class::cast)
                .findFirst();
    }

    /** The extractor for a data set: one that names it, one that was trained to tell its classes apart, one for any. */
    public Optional<Extractor> of(String datasetId, ImageShape shape, List<String> classNames) {
        return configured(datasetId, shape, true)
                .or(() -> fitting(shape).filter(e -> e.classNames().equals(classNames)))
                .or(() -> configured(datasetId, shape, false));
    }

    private Optional<Extractor> configured(String datasetId, ImageShape shape, boolean byName) {
        return configured.stream()
                .filter(e -> e.description().datasets().isEmpty() != byName)
                .filter(e -> e.description().isFor(datasetId, shape))
                .map(Extractor.class::cast)
                .findFirst();
    }

    private static OnnxExtractor file(Path file) {
        try {
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
            ExtractorProperties read = new ExtractorProperties(file.toString(), properties);
            String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            Path onnx = file.resolveSibling(read.text(ExtractorProperties.ONNX).orElse(stem + ".onnx"));
            return OnnxExtractor.open(read.description(stem), Files.readAllBytes(onnx));
        } catch (IOException | IllegalArgumentException e) {
            throw new ExtractorException("Extractor " + file + " cannot be read: " + e, e);
        }
    }

    private static OnnxExtractor resource(String name, String resource) {
        try (InputStream description = open(resource + ".properties");
                InputStream onnx = open(resource + ".onnx")) {
            Properties properties = new Properties();
            properties.load(description);
            return OnnxExtractor.open(
                    new ExtractorProperties(resource + ".properties", properties).description(name),
                    onnx.readAllBytes());
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
        builtIn.forEach(Extractor::close);
        configured.forEach(Extractor::close);
    }
}
