package io.genstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.genstream.trainer.optimizer.Optimizer;
import io.genstream.trainer.torchscript.ScriptLibrary;
import io.genstream.trainer.torchscript.Torch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network with its weights in native memory, its gradients, its optimiser's moments and, where wanted, the
 * exponential average of the weights. Confined to its session's thread.
 *
 * <p>Whatever a step makes lives in that step's manager; only the tensors listed here outlive it.
 */
public class TrainableNetwork implements AutoCloseable {
    private final Network network;
    private final NetworkTraining training;
    private final ScriptLibrary library;
    private final NDManager manager;
    private final List<ParameterSpec> specs;
    private final List<NDArray> values;
    private final List<List<NDArray>> moments;
    /** The values themselves where no average is kept. */
    private final List<NDArray> averages;

    private long updates;

    TrainableNetwork(NetworkTraining training, NetworkState state, NDManager parent, ScriptLibrary library) {
        this.network = training.network();
        this.training = training;
        this.library = library;
        this.manager = parent.newSubManager();
        this.specs = network.parameters();
        this.updates = state.updates();
        this.values = toNative(state.values());
        this.moments = state.moments().stream().map(this::toNative).toList();
        this.averages = training.averaged() ? toNative(state.averages()) : values;
        requireGradients(true);
    }

    /** With fresh weights. */
    public static TrainableNetwork create(
            NetworkTraining training, RandomGenerator random, NDManager parent, ScriptLibrary library) {
        return new TrainableNetwork(training, NetworkState.initial(training, random), parent, library);
    }

    /** As {@link #writeState} left it. */
    public static TrainableNetwork restore(
            NetworkTraining training, DataInput in, NDManager parent, ScriptLibrary library) throws IOException {
        return new TrainableNetwork(training, NetworkState.read(training, in), parent, library);
    }

    public void writeState(DataOutput out) throws IOException {
        List<List<float[]>> hostMoments =
                moments.stream().map(TrainableNetwork::toHost).toList();
        List<float[]> hostAverages = training.averaged() ? toHost(averages) : List.of();
        new NetworkState(updates, toHost(values), hostMoments, hostAverages).write(out);
    }

    /** The training form on the live weights; the first input must belong to the step's manager. */
    public NDArray forward(NDArray... inputs) {
        return library.call(network.trainingMethod(), withTensors(inputs, values));
    }

    /** As {@link #forward(NDArray...)}, but running statistics and the like stay as they are. */
    public NDArray forwardStateless(NDArray... inputs) {
        return library.call(network.statelessMethod(), withTensors(inputs, values));
    }

    /**
     * As {@link #forward(NDArray...)}; the labels become a condition where this network takes one.
     *
     * @param more what the layers' training inputs want
     */
    public NDArray forward(NDArray input, float[][] labels, NDArray... more) {
        return forward(inputs(input, labels, more));
    }

    /** As {@link #forward(NDArray, float[][], NDArray...)}, but running statistics and the like stay as they are. */
    public NDArray forwardStateless(NDArray input, float[][] labels) {
        return forwardStateless(inputs(input, labels));
    }

    private NDArray[] inputs(NDArray input, float[][] labels, NDArray... more) {
        List<NDArray> inputs = new ArrayList<>(List.of(input));
        if (network.conditional()) {
            inputs.add(network.condition().rows(labels, input.getManager()));
        }
        inputs.addAll(List.of(more));
        return inputs.toArray(new NDArray[0]);
    }

    /** The evaluation form of this network or one that shares its parameters, on the averaged weights. */
    public NDList evaluate(Network form, NDArray... inputs) {
        return library.callAll(form.evaluationMethod(), withTensors(inputs, averages));
    }

    /** Off while another network's loss flows through this one. */
    public void requireGradients(boolean required) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).trained()) {
                values.get(i).setRequiresGradient(required);
            }
        }
    }

    /** One optimiser update from the gradients gathered since the last one; moves the averages, zeroes the gradients. */
    public void update(NDManager step, double learningRate) {
        updates++;
        List<NDArray> arguments = new ArrayList<>();
        arguments.add(step.create((float) training.optimizer().stepSize(learningRate, updates)));
        arguments.add(step.create((float) Optimizer.averageWeight(training.averageDecay(), updates)));
        boolean cpu = !step.getDevice().isGpu();
        arguments.add(step.create(Optimizer.pieceOf(cpu, Torch.threads())));
        List<NDArray> gradients = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            arguments.add(values.get(i));
            if (specs.get(i).trained()) {
                NDArray gradient = values.get(i).getGradient();
                gradients.add(gradient);
                arguments.add(gradient);
                for (List<NDArray> moment : moments) {
                    arguments.add(moment.get(i));
                }
            }
            if (training.averaged()) {
                arguments.add(averages.get(i));
            }
        }
        library.call(NetworkTraining.updateMethod(network), arguments.toArray(new NDArray[0]));
        gradients.forEach(NDArray::close);
    }

    /** The averaged weights, or the weights where no average is kept, in the order of {@link Network#parameters}. */
    public List<float[]> averagedWeights() {
        return toHost(averages);
    }

    public Network network() {
        return network;
    }

    @Override
    public void close() {
        manager.close();
    }

    private List<NDArray> toNative(List<float[]> arrays) {
        List<NDArray> tensors = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            tensors.add(manager.create(arrays.get(i), new Shape(specs.get(i).shape())));
        }
        return tensors;
    }

    private static NDArray[] withTensors(NDArray[] inputs, List<NDArray> tensors) {
        List<NDArray> all = new ArrayList<>(List.of(inputs));
        all.addAll(tensors);
        return all.toArray(new NDArray[0]);
    }

    private static List<float[]> toHost(List<NDArray> arrays) {
        return arrays.stream().map(NDArray::toFloatArray).toList();
    }
}
