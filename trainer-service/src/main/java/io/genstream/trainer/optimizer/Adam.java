package io.genstream.trainer.optimizer;

import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, "Adam: a method for stochastic optimization", with the bias corrections moved into the step
 * size as the end of its section 2 proposes).
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    public static Adam withBeta1(double beta1) {
        return new Adam(beta1, 0.999, 1e-7);
    }

    @Override
    public int moments() {
        return 2;
    }

    /** Both bias corrections included. */
    @Override
    public double stepSize(double learningRate, long update) {
        return learningRate * Math.sqrt(1 - Math.pow(beta2, update)) / (1 - Math.pow(beta1, update));
    }

    @Override
    public void update(ScriptBuilder script, String stepSize, String value, String gradient, List<String> moments) {
        String first = moments.get(0);
        String second = moments.get(1);
        script.assign("torch.mul_({}, {})", first, beta1);
        script.assign("torch.add_({}, {}, alpha={})", first, gradient, 1 - beta1);
        script.assign("torch.mul_({}, {})", second, beta2);
        script.assign("torch.addcmul_({}, {}, {}, value={})", second, gradient, gradient, 1 - beta2);
        String direction = script.assign("torch.div({}, torch.add(torch.sqrt({}), {}))", first, second, epsilon);
        script.assign("torch.sub_(torch.detach({}), torch.mul({}, {}))", value, direction, stepSize);
    }
}
