package io.genstream.model.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Collects a {@link ModelCard}'s fields; exporters and registrations use it. Not thread-safe. */
public final class ModelCardBuilder {
    private final int height;
    private final int width;
    private final int channels;
    private final List<ModelInput> inputs = new ArrayList<>();
    private final List<ModelOutput> outputs = new ArrayList<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private OptionalInt fixedBatch = OptionalInt.empty();
    private LabelKind labelKind = LabelKind.NONE;
    private List<String> attributeNames = List.of();
    private List<List<Float>> labelRows = List.of();
    private String trainingData = "";
    private String licence = "";
    private Optional<ModelInput> encoderInput = Optional.empty();

    ModelCardBuilder(int height, int width, int channels) {
        this.height = height;
        this.width = width;
        this.channels = channels;
    }

    public ModelCardBuilder input(ModelInput input) {
        inputs.add(input);
        return this;
    }

    public ModelCardBuilder output(ModelOutput output) {
        outputs.add(output);
        return this;
    }

    /** The only batch size that the file accepts; without this call the batch axis is dynamic. */
    public ModelCardBuilder fixedBatch(int samples) {
        fixedBatch = OptionalInt.of(samples);
        return this;
    }

    /** What label rows mean, the names of classes or attributes, and a sample of the data set's rows. */
    public ModelCardBuilder labels(LabelKind kind, List<String> names, List<List<Float>> rows) {
        labelKind = kind;
        attributeNames = names;
        labelRows = rows;
        return this;
    }

    public ModelCardBuilder trainingData(String description) {
        trainingData = description;
        return this;
    }

    public ModelCardBuilder licence(String licenceOfTheModel) {
        licence = licenceOfTheModel;
        return this;
    }

    public ModelCardBuilder metric(String name, double value) {
        metrics.put(name, value);
        return this;
    }

    /** The picture that the encoder artifact reads. */
    public ModelCardBuilder encoderInput(ModelInput image) {
        encoderInput = Optional.of(image);
        return this;
    }

    /** The card; a {@link CardException} where it contradicts itself. */
    public ModelCard build() {
        return new ModelCard(
                inputs,
                outputs,
                fixedBatch,
                height,
                width,
                channels,
                labelKind,
                attributeNames,
                labelRows,
                trainingData,
                licence,
                metrics,
                encoderInput);
    }
}
