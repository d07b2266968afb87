package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxGraph;
import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A chain of layers, and both forms of it: TorchScript methods to train it and ONNX nodes to serve it. Immutable.
 *
 * @param name prefix of its script methods; unique within a library
 * @param condition its second input, if any
 * @param output name of what the last layer gives
 * @param precision of its training forms
 */
public record Network(String name, Condition condition, List<Layer> layers, String output, Precision precision) {
    /** Training input of layers that draw at random: a whole number that is another one in every step. */
    static final String RANDOM_SEED = "random_seed";

    public Network {
        layers = List.copyOf(layers);
    }

    /** In float32. */
    public Network(String name, Condition condition, List<Layer> layers, String output) {
        this(name, condition, layers, output, Precision.FLOAT32);
    }

    /** The same network, trained in another precision. */
    public Network in(Precision wanted) {
        return new Network(name, condition, layers, output, wanted);
    }

    public boolean conditional() {
        return condition.present();
    }

    /** The same network and parameters with more layers behind; they may not have parameters of their own. */
    Network then(String newOutput, Layer... more) {
        return new Network(
                name, condition, Stream.concat(layers.stream(), Stream.of(more)).toList(), newOutput, precision);
    }

    /** The same network and parameters with one more layer before; it may not have parameters of its own. */
    Network after(Layer first) {
        return new Network(
                name,
                condition,
                Stream.concat(Stream.of(first), layers.stream()).toList(),
                output,
                precision);
    }

    /** In the order in which {@link #script} takes them and {@link #onnx} wants their values. */
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            String layer = name + i;
            layers.get(i).parameters().forEach(parameter -> all.add(parameter.within(layer)));
        }
        return all;
    }

    private List<String> trainingInputs() {
        return layers.stream()
                .flatMap(layer -> layer.trainingInputs().stream())
                .distinct()
                .toList();
    }

    /** Whether a training pass wants a seed for its layers' randomness behind its input. */
    public boolean random() {
        return trainingInputs().contains(RANDOM_SEED);
    }

    public String trainingMethod() {
        return name + "_train";
    }

    public String statelessMethod() {
        return name + "_stateless";
    }

    public String evaluationMethod() {
        return name + "_" + output;
    }

    /** Arguments: input, condition where conditional, the layers' training inputs, parameters. */
    public ScriptMethod trainingScript() {
        return script(trainingMethod(), ScriptScope.Form.TRAINING);
    }

    /** As {@link #trainingScript}, but running statistics and the like stay as they are. */
    public ScriptMethod statelessScript() {
        return script(statelessMethod(), ScriptScope.Form.STATELESS);
    }

    /** As {@link #trainingScript} without training inputs; returns the taps in order, then the output. */
    public ScriptMethod evaluationScript() {
        return script(evaluationMethod(), ScriptScope.Form.EVALUATION);
    }

    private ScriptMethod script(String method, ScriptScope.Form form) {
        ScriptBuilder script = new ScriptBuilder(method);
        String value = script.parameter("x");
        ScriptScope scope =
                new ScriptScope(script, form, precision, conditional() ? script.parameter("condition") : null);
        if (scope.training()) {
            trainingInputs().forEach(script::parameter);
        }
        parameters().forEach(parameter -> script.parameter(parameter.name()));
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String prefix = name + i;
            scope.enter(layer.parameters().stream()
                    .map(parameter -> parameter.within(prefix).name())
                    .toList());
            value = layer.script(scope, value);
        }
        return script.returns(Stream.concat(scope.taps().stream(), Stream.of(scope.full(value)))
                .toList());
    }

    /**
     * Appends the evaluation form, with every normalisation folded into the linear layer before it.
     *
     * @param conditionInput as a caller gives it: int64 [N] or float [N, k]; ignored where unconditional
     * @return values by output name, the taps first
     */
    public Map<String, String> onnx(OnnxGraph graph, String input, String conditionInput, List<float[]> weights) {
        OnnxCondition served = conditional() ? OnnxCondition.in(graph, condition, conditionInput) : null;
        OnnxScope scope = new OnnxScope(graph, served);
        List<List<float[]>> perLayer = split(weights);
        String value = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer instanceof LinearLayer linear
                    && i + 1 < layers.size()
                    && layers.get(i + 1) instanceof Normalisation normalisation) {
                scope.enter(perLayer.get(i + 1));
                ChannelAffine affine = normalisation.affine(scope);
                scope.enter(perLayer.get(i));
                value = linear.onnxFolded(scope, value, affine);
                i++;
                scope.enter(perLayer.get(i));
                value = normalisation.onnxAfterAffine(scope, value);
            } else {
                scope.enter(perLayer.get(i));
                value = layer.onnx(scope, value);
            }
        }
        scope.tap(output, value);
        return scope.taps();
    }

    private List<List<float[]>> split(List<float[]> weights) {
        List<List<float[]>> perLayer = new ArrayList<>();
        int from = 0;
        for (Layer layer : layers) {
            int to = from + layer.parameters().size();
            perLayer.add(weights.subList(from, to));
            from = to;
        }
        if (from != weights.size()) {
            throw new IllegalArgumentException(name + " has " + from + " parameters, got " + weights.size());
        }
        return perLayer;
    }
}
