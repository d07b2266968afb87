package io.genstream.model.extractor;

import io.genstream.model.InvalidInputException;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.onnx.OnnxModel;
import io.genstream.schemas.ArtifactFraming;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Features (and, where the model classifies, predicted classes) of pictures. The eval service holds one per extractor.
 * Every native run is a full batch, the last one padded, so that a picture's features do not depend on how many came
 * with it. Thread-safe; a run uses the calling thread.
 */
public final class FeatureExtractor implements AutoCloseable {
    private final OnnxModel model;
    private final ModelCard card;
    private final InputPixels pixels;
    private final String sha256;

    private FeatureExtractor(OnnxModel model, ModelCard card, String sha256) {
        this.model = model;
        this.card = card;
        this.pixels = new InputPixels(card);
        this.sha256 = sha256;
    }

    /**
     * Opens an extractor.
     *
     * @param onnx the file's bytes
     * @throws ModelException where the bytes are no ONNX model, or it contradicts the card, or the card is not an
     *     extractor's
     */
    public static FeatureExtractor open(byte[] onnx, ModelCard card, RuntimeOptions options) {
        card.requireExtractor();
        List<ModelOutput> outputs = new ArrayList<>(List.of(card.features()));
        card.logits().ifPresent(outputs::add);
        return new FeatureExtractor(
                OnnxModel.open(onnx, card, outputs, options, true), card, ArtifactFraming.sha256(onnx));
    }

    /** Lower-case hex of the ONNX bytes. */
    public String sha256() {
        return sha256;
    }

    /** The card that it was opened with. */
    public ModelCard card() {
        return card;
    }

    /** Values of one feature vector. */
    public int featureSize() {
        return card.features().elements();
    }

    /** The execution provider really in use, for instance CPUExecutionProvider. */
    public String executionProvider() {
        return model.executionProvider();
    }

    /**
     * Extracts one feature vector per picture. Nothing is resized: the pictures have the card's size.
     *
     * @param rawImages RAW pictures: uint8, height x width x channels
     * @param height pixels, as in the card
     * @param width pixels, as in the card
     * @param channels 1 or 3, as in the card
     * @throws InvalidInputException where the size is not the card's, naming the picture that has too few or many bytes
     * @throws ModelException where ONNX Runtime fails or a feature is not finite
     * @throws IllegalStateException after {@link #close}
     */
    public ExtractedFeatures extract(byte[][] rawImages, int height, int width, int channels) {
        check(rawImages, height, width, channels);
        float[][] features = new float[rawImages.length][];
        int[] predicted = new int[rawImages.length];
        Arrays.fill(predicted, -1);
        model.run(
                rawImages.length,
                (input, sample, target) -> pixels.write(rawImages[sample], target),
                (output, sample, source) -> {
                    float[] values = floats(output, source);
                    if (output.role() == TensorRole.FEATURES) {
                        features[sample] = values;
                    } else {
                        predicted[sample] = argMax(values);
                    }
                });
        return new ExtractedFeatures(features, predicted, sha256);
    }

    /** Waits for runs under way, then frees the native session. */
    @Override
    public void close() {
        model.close();
    }

    private void check(byte[][] rawImages, int height, int width, int channels) {
        if (height != card.height() || width != card.width() || channels != card.channels()) {
            throw new InvalidInputException(
                    "image",
                    -1,
                    "is " + height + "x" + width + "x" + channels + ", but this extractor takes " + card.height() + "x"
                            + card.width() + "x" + card.channels());
        }
        int size = height * width * channels;
        for (int i = 0; i < rawImages.length; i++) {
            if (rawImages[i] == null || rawImages[i].length != size) {
                throw new InvalidInputException("image", i, "does not have " + size + " bytes");
            }
        }
    }

    private static float[] floats(ModelOutput output, ByteBuffer source) {
        float[] values = new float[output.elements()];
        source.asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelException("output '" + output.name() + "' holds " + value + ": the weights are broken");
            }
        }
        return values;
    }

    private static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
