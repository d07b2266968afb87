package io.genstream.eval.extractor;

import io.genstream.model.card.ImageLayout;
import java.util.Optional;
import java.util.Set;

/**
 * What lies beside an extractor's ONNX file; {@link ExtractorProperties} reads it.
 *
 * @param name part of its metrics' names
 * @param sha256 of the file, where told: a tampered or half-updated file then is refused
 * @param shape what pictures are brought to, real and made ones alike; enlarged by repetition where the network takes more
 * @param logits only of a network that tells the classes of a data set apart, which are called 0, 1, 2 …
 * @param datasets that it is for; empty: all that no built-in extractor was made for
 */
record ExtractorDescription(
        String name,
        Optional<String> sha256,
        ImageShape shape,
        Input input,
        Output features,
        Optional<Output> logits,
        Set<String> datasets) {

    /** The network's picture input: float32, the value 0 of a pixel at {@code low}, 255 at {@code high}. */
    record Input(String name, ImageShape shape, ImageLayout layout, double low, double high) {}

    /** A vector a picture. */
    record Output(String name, int size) {}

    boolean isFor(String datasetId, ImageShape images) {
        boolean named = datasets.isEmpty() || datasets.contains(datasetId);
        return named && images.channels() == shape.channels();
    }
}
