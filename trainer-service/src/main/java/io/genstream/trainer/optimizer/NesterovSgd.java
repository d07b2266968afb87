package io.genstream.trainer.optimizer;

import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.List;

/**
 * Gradient descent with Nesterov's momentum (Sutskever et al. 2013, "On the importance of initialization and momentum in
 * deep learning"), in the form that evaluates gradients at the weights themselves: the velocity becomes momentum · velocity
 * + gradient, the weights move by gradient + momentum · velocity.
 */
public record NesterovSgd(double momentum) implements Optimizer {
    @Override
    public int moments() {
        return 1;
    }

    @Override
    public void update(ScriptBuilder script, String stepSize, String value, String gradient, List<String> moments) {
        String velocity = moments.get(0);
        script.assign("torch.mul_({}, {})", velocity, momentum);
        script.assign("torch.add_({}, {})", velocity, gradient);
        String direction = script.assign("torch.add({}, {}, alpha={})", gradient, velocity, momentum);
        script.assign("torch.sub_(torch.detach({}), torch.mul({}, {}))", value, direction, stepSize);
    }
}
