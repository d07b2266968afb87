package io.genstream.model.card;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The contract that lets any ONNX generator, classifier or extractor be served: what its tensors are for and how
 * pictures and labels are laid out. It travels inside a checkpoint record. Immutable and thread-safe; a card that
 * contradicts itself cannot be built ({@link CardException} says why). Build one with {@link ModelCardBuilder}.
 *
 * @param inputs inputs of the main artifact; at most one each of LATENT, CONDITION and IMAGE
 * @param outputs outputs of it; at most one of each role
 * @param fixedBatch the only batch size that the file accepts; empty where the batch axis is dynamic
 * @param height pixels of an image
 * @param width pixels of an image
 * @param channels 1 (grey) or 3 (RGB)
 * @param labelKind what condition and label rows mean
 * @param attributeNames CLASS: name of each class; ATTRIBUTES: name of each column
 * @param labelRows a sample of the data set's label rows, so that conditions can be drawn without the data set
 * @param trainingData what the model learnt from
 * @param licence licence of the model
 * @param metrics figures known at export, by name
 * @param encoderInput the picture that the encoder artifact reads; empty where there is none, or nobody said
 */
public record ModelCard(
        List<ModelInput> inputs,
        List<ModelOutput> outputs,
        OptionalInt fixedBatch,
        int height,
        int width,
        int channels,
        LabelKind labelKind,
        List<String> attributeNames,
        List<List<Float>> labelRows,
        String trainingData,
        String licence,
        Map<String, Double> metrics,
        Optional<ModelInput> encoderInput) {

    public ModelCard {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributeNames = List.copyOf(attributeNames);
        labelRows = labelRows.stream().map(List::copyOf).toList();
        metrics = Map.copyOf(metrics);
        CardRules.checkImageSize(height, width, channels);
        CardRules.checkTensors(inputs, outputs);
        if (fixedBatch.isPresent() && fixedBatch.getAsInt() < 1) {
            throw new CardException("fixed batch must be at least 1, not " + fixedBatch.getAsInt());
        }
        for (ModelOutput output : outputs) {
            if (output.role() == TensorRole.IMAGE) {
                Shapes.checkImage(
                        "output '" + output.name() + "'", output.shape(), output.layout(), height, width, channels);
            }
        }
        if (encoderInput.filter(input -> input.role() != TensorRole.IMAGE).isPresent()) {
            throw new CardException("what an encoder reads is an IMAGE");
        }
        Stream.concat(inputs.stream().filter(input -> input.role() == TensorRole.IMAGE), encoderInput.stream())
                .forEach(input -> Shapes.checkImage(
                        "input '" + input.name() + "'", input.shape(), input.layout(), height, width, channels));
        CardRules.checkLabels(inputs, outputs, labelKind, attributeNames, labelRows);
    }

    /** A builder for pictures of this size. */
    public static ModelCardBuilder builder(int height, int width, int channels) {
        return new ModelCardBuilder(height, width, channels);
    }

    /** The input with this role; for FIXED, the first of them. */
    public Optional<ModelInput> input(TensorRole role) {
        return inputs.stream().filter(input -> input.role() == role).findFirst();
    }

    /** The output with this role. */
    public Optional<ModelOutput> output(TensorRole role) {
        return outputs.stream().filter(output -> output.role() == role).findFirst();
    }

    /** The latent input; a {@link CardException} where there is none. */
    public ModelInput latent() {
        return input(TensorRole.LATENT).orElseThrow(() -> new CardException("a generator's card needs a LATENT input"));
    }

    /** The condition input; empty where the model is unconditional. */
    public Optional<ModelInput> condition() {
        return input(TensorRole.CONDITION);
    }

    /** The image input; a {@link CardException} where there is none. */
    public ModelInput imageInput() {
        return input(TensorRole.IMAGE)
                .orElseThrow(() -> new CardException("an extractor's or classifier's card needs an IMAGE input"));
    }

    /** The image output; a {@link CardException} where there is none. */
    public ModelOutput image() {
        return output(TensorRole.IMAGE)
                .orElseThrow(() -> new CardException("a generator's card needs an IMAGE output"));
    }

    /** The feature output; a {@link CardException} where there is none. */
    public ModelOutput features() {
        return output(TensorRole.FEATURES)
                .orElseThrow(() -> new CardException("an extractor's card needs a FEATURES output"));
    }

    /** The logits output; empty where the model does not classify. */
    public Optional<ModelOutput> logits() {
        return output(TensorRole.LOGITS);
    }

    /** Whether a condition row must be given (or drawn) for each image. */
    public boolean conditional() {
        return condition().isPresent();
    }

    /** This card if it can drive a generator: LATENT in, IMAGE out, no IMAGE input. */
    public ModelCard requireGenerator() {
        latent();
        image();
        if (input(TensorRole.IMAGE).isPresent()) {
            throw new CardException("a generator's card has no IMAGE input");
        }
        return this;
    }

    /** This card if it can drive a feature extractor: IMAGE in, FEATURES out, nothing else to feed but FIXED. */
    public ModelCard requireExtractor() {
        imageInput();
        features();
        if (input(TensorRole.LATENT).isPresent() || conditional()) {
            throw new CardException("an extractor's card has neither LATENT nor CONDITION inputs");
        }
        return this;
    }
}
