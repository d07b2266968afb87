package io.genstream.eval.extractor;

import io.genstream.model.RuntimeOptions;
import io.genstream.model.card.ImageLayout;
import io.genstream.model.card.LabelKind;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import io.genstream.model.extractor.ExtractedFeatures;
import io.genstream.model.extractor.FeatureExtractor;
import java.util.List;
import java.util.stream.IntStream;

/** An extractor in ONNX Runtime. */
final class OnnxExtractor implements Extractor {
    private final String name;
    private final ImageShape shape;
    private final FeatureExtractor model;

    private OnnxExtractor(String name, ImageShape shape, FeatureExtractor model) {
        this.name = name;
        this.shape = shape;
        this.model = model;
    }

    /** An extractor of grey or colour images in [0, 1], NCHW, with a feature and a logits output. */
    static OnnxExtractor open(ExtractorDescription description, byte[] onnx) {
        ImageShape shape = description.shape();
        List<String> classes = IntStream.range(0, description.classes())
                .mapToObj(Integer::toString)
                .toList();
        ModelCard card = ModelCard.builder(shape.height(), shape.width(), shape.channels())
                .input(ModelInput.image(
                        description.input(),
                        TensorType.FLOAT32,
                        ImageLayout.NCHW,
                        List.of(shape.channels(), shape.height(), shape.width()),
                        0,
                        1))
                .output(ModelOutput.vector(description.featuresOutput(), TensorRole.FEATURES, description.features()))
                .output(ModelOutput.vector(description.logitsOutput(), TensorRole.LOGITS, description.classes()))
                .labels(LabelKind.CLASS, classes, List.of())
                .build();
        return new OnnxExtractor(
                description.name(), shape, FeatureExtractor.open(onnx, card, RuntimeOptions.defaults()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sha256() {
        return model.sha256();
    }

    @Override
    public Canvas canvas() {
        return new Canvas(shape, false);
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
        return model.extract(raw, shape.height(), shape.width(), shape.channels());
    }

    @Override
    public void close() {
        model.close();
    }
}
