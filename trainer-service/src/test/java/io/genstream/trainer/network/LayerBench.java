package io.genstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.ScriptMethod;
import io.genstream.trainer.torchscript.Torch;
import java.util.ArrayList;
import java.util.List;

/** Runs one network on given weights in the engine, forward and backward. */
final class LayerBench implements AutoCloseable {
    static final String WEIGHTED_SUM = "weighted_sum";

    private final Network network;
    private final NDManager manager = Torch.newManager();
    private final ScriptLibrary library;
    private final List<NDArray> weights = new ArrayList<>();

    LayerBench(Network network, List<float[]> values) {
        this.network = network;
        this.library = ScriptLibrary.load(
                manager,
                List.of(
                        network.trainingScript(),
                        network.statelessScript(),
                        network.evaluationScript(),
                        weightedSum()));
        for (int i = 0; i < values.size(); i++) {
            weights.add(manager.create(
                    values.get(i), new Shape(network.parameters().get(i).shape())));
        }
    }

    float[] train(float[] input, long[] shape, float[][] labels) {
        return call(network.trainingMethod(), manager.create(input, new Shape(shape)), labels)
                .toFloatArray();
    }

    float[] stateless(float[] input, long[] shape) {
        return call(network.statelessMethod(), manager.create(input, new Shape(shape)), null)
                .toFloatArray();
    }

    float[] evaluate(float[] input, long[] shape, float[][] labels) {
        return call(network.evaluationMethod(), manager.create(input, new Shape(shape)), labels)
                .toFloatArray();
    }

    float[] weight(int i) {
        return weights.get(i).toFloatArray();
    }

    /** Gradient of {@code sum(output * direction)} with respect to one weight tensor, by autograd. */
    float[] gradient(int weight, float[] input, long[] shape, float[][] labels, float[] direction) {
        NDArray wanted = weights.get(weight);
        wanted.setRequiresGradient(true);
        try (GradientCollector gradients = Torch.engine().newGradientCollector()) {
            NDArray output = call(network.trainingMethod(), manager.create(input, new Shape(shape)), labels);
            gradients.backward(library.call(WEIGHTED_SUM, output, manager.create(direction, output.getShape())));
        }
        float[] gradient = wanted.getGradient().toFloatArray();
        wanted.setRequiresGradient(false);
        return gradient;
    }

    private NDArray call(String method, NDArray input, float[][] labels) {
        List<NDArray> arguments = new ArrayList<>();
        arguments.add(input);
        if (network.conditional()) {
            arguments.add(network.condition().rows(labels, manager));
        }
        arguments.addAll(weights);
        return library.call(method, arguments.toArray(new NDArray[0]));
    }

    static ScriptMethod weightedSum() {
        ScriptBuilder script = new ScriptBuilder(WEIGHTED_SUM);
        String x = script.parameter("x");
        String direction = script.parameter("direction");
        return script.returns(script.assign("torch.sum(torch.mul({}, {}))", x, direction));
    }

    @Override
    public void close() {
        library.close();
        manager.close();
    }
}
