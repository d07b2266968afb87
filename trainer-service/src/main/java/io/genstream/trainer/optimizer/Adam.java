package io.genstream.trainer.optimizer;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, "Adam: a method for stochastic optimization", with the bias corrections moved into the step
 * size as the end of its section 2 proposes) over all tensors of a network in one script call. The same call moves the
 * exponential average of the weights, whose samples are better than those of the weights themselves (Yazici et al.
 * 2019, "The unusual effectiveness of averaging in GAN training"), and zeroes the gradients.
 */
public record Adam(double beta1, double beta2, double epsilon) {
    /** One tensor: trained ones come with gradient and moments. */
    public record Slot(String name, boolean trained) {}

    public static Adam withBeta1(double beta1) {
        return new Adam(beta1, 0.999, 1e-7);
    }

    /** Step size of update number {@code update} (the first one is 1), both bias corrections included. */
    public double stepSize(double learningRate, long update) {
        return learningRate * Math.sqrt(1 - Math.pow(beta2, update)) / (1 - Math.pow(beta1, update));
    }

    /** How far the averages move towards the weights: young averages move faster, so that they forget the start. */
    public static double averageWeight(double decay, long update) {
        return 1 - Math.min(decay, (1.0 + update) / (10.0 + update));
    }

    /**
     * Arguments: step size, average weight; then for each slot the tensor, where trained its gradient and its first and
     * second moment, and where averaged its average.
     */
    public ScriptMethod script(String name, List<Slot> slots, boolean averaged) {
        ScriptBuilder script = new ScriptBuilder(name);
        String stepSize = script.parameter("step_size");
        String averageWeight = script.parameter("average_weight");
        List<Runnable> statements = new ArrayList<>();
        for (Slot slot : slots) {
            String value = script.parameter(slot.name());
            if (slot.trained()) {
                String gradient = script.parameter(slot.name() + "_gradient");
                String first = script.parameter(slot.name() + "_first");
                String second = script.parameter(slot.name() + "_second");
                statements.add(() -> update(script, stepSize, value, gradient, first, second));
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

    private void update(
            ScriptBuilder script, String stepSize, String value, String gradient, String first, String second) {
        script.assign("torch.mul_({}, {})", first, beta1);
        script.assign("torch.add_({}, {}, alpha={})", first, gradient, 1 - beta1);
        script.assign("torch.mul_({}, {})", second, beta2);
        script.assign("torch.addcmul_({}, {}, {}, value={})", second, gradient, gradient, 1 - beta2);
        String direction = script.assign("torch.div({}, torch.add(torch.sqrt({}), {}))", first, second, epsilon);
        script.assign("torch.sub_(torch.detach({}), torch.mul({}, {}))", value, direction, stepSize);
        script.assign("torch.zero_({})", gradient);
    }
}
