package io.genstream.trainer.optimizer;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * How gradients become updates, over all tensors of a network in one script call. The same call moves the exponential
 * average of the weights, whose samples are better than those of the weights themselves (Yazici et al. 2019, "The unusual
 * effectiveness of averaging in GAN training"), and zeroes the gradients. Implementations are immutable.
 */
public interface Optimizer {
    /** One tensor: trained ones come with gradient and moments. */
    record Slot(String name, boolean trained) {}

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
     * Arguments: step size, average weight; then for each slot the tensor, where trained its gradient and its moments, and
     * where averaged its average.
     */
    default ScriptMethod script(String name, List<Slot> slots, boolean averaged) {
        ScriptBuilder script = new ScriptBuilder(name);
        String stepSize = script.parameter("step_size");
        String averageWeight = script.parameter("average_weight");
        List<Runnable> statements = new ArrayList<>();
        for (Slot slot : slots) {
            String value = script.parameter(slot.name());
            if (slot.trained()) {
                String gradient = script.parameter(slot.name() + "_gradient");
                List<String> moments = new ArrayList<>();
                for (int i = 0; i < moments(); i++) {
                    moments.add(script.parameter(slot.name() + "_moment" + i));
                }
                statements.add(() -> {
                    update(script, stepSize, value, gradient, moments);
                    script.assign("torch.zero_({})", gradient);
                });
            }
            if (averaged) {
                String average = script.parameter(slot.name() + "_average");
                statements.add(
                        () -> script.assign("torch.lerp_({}, torch.detach({}), {})", average, value, averageWeight));
            }
        }
        statements.forEach(Runnable::run);
        return script.returns(stepSize);
    }
}
