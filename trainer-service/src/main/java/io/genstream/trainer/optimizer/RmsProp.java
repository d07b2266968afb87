package io.genstream.trainer.optimizer;

import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.List;

/**
 * RMSprop (Tieleman and Hinton 2012, "Divide the gradient by a running average of its recent magnitude", lecture 6.5 of
 * "Neural networks for machine learning").
 */
public record RmsProp(double decay, double epsilon) implements Optimizer {
    public static RmsProp standard() {
        return new RmsProp(0.99, 1e-8);
    }

    @Override
    public int moments() {
        return 1;
    }

    @Override
    public void update(ScriptBuilder script, String stepSize, String value, String gradient, List<String> moments) {
        String square = moments.get(0);
        script.assign("torch.mul_({}, {})", square, decay);
        script.assign("torch.addcmul_({}, {}, {}, value={})", square, gradient, gradient, 1 - decay);
        String direction = script.assign("torch.div({}, torch.add(torch.sqrt({}), {}))", gradient, square, epsilon);
        script.assign("torch.sub_(torch.detach({}), torch.mul({}, {}))", value, direction, stepSize);
    }
}
