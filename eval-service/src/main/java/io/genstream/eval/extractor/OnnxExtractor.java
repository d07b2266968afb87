package io.genstream.eval.extractor;

import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelCardBuilder;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.extractor.FeatureExtractor;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** An extractor in ONNX Runtime. */
final class OnnxExtractor implements Extractor {
    private final ExtractorDescription description;
    private final FeatureExtractor model;

    private OnnxExtractor(ExtractorDescription description, FeatureExtractor model) {
        this.description = description;
        this.model = model;
    }

    /** @throws ExtractorException where the file is not the one that is described */
    static OnnxExtractor open(ExtractorDescription description, byte[] onnx) {
        FeatureExtractor model = open(onnx, card(description), description.name());
        description.sha256().filter(told -> !told.equals(model.sha256())).ifPresent(told -> {
            model.close();
            throw new ExtractorException(
                    "Extractor " + description.name() + " has hash " + model.sha256() + ", but its description says "
                            + told + ": restore both files from where they came",
                    null);
        });
        return new OnnxExtractor(description, model);
    }

    private static FeatureExtractor open(byte[] onnx, ModelCard card, String name) {
        try {
            return FeatureExtractor.open(onnx, card, RuntimeOptions.defaults());
        } catch (ModelException e) {
            throw new ExtractorException("Extractor " + name + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static ModelCard card(ExtractorDescription description) {
        ExtractorDescription.Input input = description.input();
        ImageShape shape = input.shape();
        ModelCardBuilder card = ModelCard.builder(shape.height(), shape.width(), shape.channels())
                .input(ModelInput.image(
                        input.name(), TensorType.FLOAT32, input.layout(), dims(input), input.low(), input.high()))
                .output(ModelOutput.vector(
                        description.features().name(),
                        TensorRole.FEATURES,
                        description.features().size()));
        description.logits().ifPresent(logits -> card.output(
                        ModelOutput.vector(logits.name(), TensorRole.LOGITS, logits.size()))
                .labels(
                        LabelKind.CLASS,
                        IntStream.range(0, logits.size())
                                .mapToObj(Integer::toString)
                                .toList(),
                        List.of()));
        return card.build();
    }

    private static List<Integer> dims(ExtractorDescription.Input input) {
        ImageShape shape = input.shape();
        return switch (input.layout()) {
            case NCHW -> List.of(shape.channels(), shape.height(), shape.width());
            case NHWC -> List.of(shape.height(), shape.width(), shape.channels());
            case FLAT -> List.of(shape.channels() * shape.height() * shape.width());
        };
    }

    ExtractorDescription description() {
        return description;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public String sha256() {
        return model.sha256();
    }

    /** One that was made for a data set takes its pictures as they are, or not at all. */
    @Override
    public Canvas canvas() {
        return new Canvas(description.shape(), description.logits().isEmpty());
    }

    @Override
    public int featureSize() {
        return model.featureSize();
    }

    @Override
    public List<String> classNames() {
        return model.card().attributeNames();
    }

    @Override
    public ExtractedFeatures extract(byte[][] raw) {
        ImageShape target = description.input().shape();
        byte[][] shown = raw;
        if (!target.equals(description.shape())) {
            shown = Arrays.stream(raw).map(this::enlarged).toArray(byte[][]::new);
        }
        return model.extract(shown, target.height(), target.width(), target.channels());
    }

    private byte[] enlarged(byte[] raw) {
        ImageShape from = description.shape();
        ImageShape target = description.input().shape();
        Pixels image = new Pixels(from.height(), from.width(), from.channels(), raw);
        return Resize.AREA.apply(image, target.height(), target.width()).raw();
    }

    @Override
    public void close() {
        model.close();
    }
}
