package io.genstream.trainer.optimizer;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How gradients become updates, over all tensors of a network in one script call. The same call moves the exponential
 * average of the weights, whose samples are better than those of the weights themselves (Yazici et al. 2019, "The unusual
 * effectiveness of averaging in GAN training"), and zeroes the gradients. Implementations are immutable.
 */
public interface Optimizer {
    /** One tensor: trained ones come with gradient and moments. */
    record Slot(String name, boolean trained, int size) {}

    /**
     * Values that an update works at before it goes to the next ones, so that its dozen passes over value, gradient and moments
     * find them in the processor's cache. What libtorch gives one thread at a time; results do not depend on it.
     */
    int PIECE = 32_768;

    /** On a CPU enough for every thread; on another device all at once. */
    static long pieceOf(boolean cpu, int threads) {
        return cpu ? (long) PIECE * threads : Integer.MAX_VALUE;
    }

    /** Tensors that it remembers for every trained one, all zero at first. */
    int moments();

    /** Step size of update number {@code update} (the first one is 1). */
    default double stepSize(double learningRate, long update) {
        return learningRate;
    }

    /** Appends one update of {@code value} and of its moments, in place. */
    void update(ScriptBuilder script, String stepSize, String value, String gradient, List<String> moments);

    /** How far the averages move towards the weights: young averages move faster, so that they forget the start. */
    static double averageWeight(double decay, long update) {
        return 1 - Math.min(decay, (1.0 + update) / (10.0 + update));
    }

    /**
     * Arguments: step size, average weight, how many values to work at (see {@link #pieceOf}); then for each slot the tensor,
     * where trained its gradient and its moments, and where averaged its average.
     */
    default ScriptMethod script(String name, List<Slot> slots, boolean averaged) {
        ScriptBuilder script = new ScriptBuilder(name);
        String stepSize = script.parameter("step_size");
        String averageWeight = script.parameter("average_weight");
        String piece = script.parameter("piece");
        List<Runnable> statements = new ArrayList<>();
        for (Slot slot : slots) {
            List<String> tensors = new ArrayList<>();
            tensors.add(script.parameter(slot.name()));
            if (slot.trained()) {
                tensors.add(script.parameter(slot.name() + "_gradient"));
                for (int i = 0; i < moments(); i++) {
                    tensors.add(script.parameter(slot.name() + "_moment" + i));
                }
            }
            if (averaged) {
                tensors.add(script.parameter(slot.name() + "_average"));
            }
            Consumer<List<String>> body = each -> update(script, slot, stepSize, averaged ? averageWeight : null, each);
            statements.add(
                    slot.size() > PIECE ? () -> script.pieces(piece, tensors, body) : () -> body.accept(tensors));
        }
        statements.forEach(Runnable::run);
        return script.returns(stepSize);
    }

    /** @param tensors of the slot, in the order of the arguments */
    private void update(ScriptBuilder script, Slot slot, String stepSize, String averageWeight, List<String> tensors) {
        String value = tensors.get(0);
        if (slot.trained()) {
            String gradient = tensors.get(1);
            update(script, stepSize, value, gradient, tensors.subList(2, 2 + moments()));
            script.assign("torch.zero_({})", gradient);
        }
        if (averageWeight != null) {
            String average = tensors.get(tensors.size() - 1);
            script.assign("torch.lerp_({}, torch.detach({}), {})", average, value, averageWeight);
        }
    }
}
