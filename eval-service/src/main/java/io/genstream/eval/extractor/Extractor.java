package io.genstream.eval.extractor;

import io.genstream.model.extractor.ExtractedFeatures;
import java.util.List;

/**
 * What features are made with. Distances compare only where {@link #sha256} is the same. Thread-safe.
 *
 * <p>{@link Extractors} finds one for a data set; the topology and the reference builder call it.
 */
public interface Extractor extends AutoCloseable {
    /** Short name, the part of a metric's name that says with what it was measured. */
    String name();

    /** Hash of what makes the features: of the ONNX file, or of the components. */
    String sha256();

    /** How images become what it takes. */
    Canvas canvas();

    /** Size of the images that it takes. */
    default ImageShape shape() {
        return canvas().shape();
    }

    /** Values of a feature vector. */
    int featureSize();

    /** Names of the classes that it tells apart; empty where it does not classify. */
    List<String> classNames();

    /** @param raw uint8 images of exactly {@link #shape} */
    ExtractedFeatures extract(byte[][] raw);

    @Override
    void close();
}
