package io.genstream.trainer.optimizer;

import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.List;

/**
 * Any optimiser, with every weight brought back into [-bound, bound] after each update: the crude way to keep a critic
 * Lipschitz (Arjovsky et al. 2017, "Wasserstein GAN").
 */
public record WeightClipping(Optimizer inner, double bound) implements Optimizer {
    @Override
    public int moments() {
        return inner.moments();
    }

    @Override
    public double stepSize(double learningRate, long update) {
        return inner.stepSize(learningRate, update);
    }

    @Override
    public void update(ScriptBuilder script, String stepSize, String value, String gradient, List<String> moments) {
        inner.update(script, stepSize, value, gradient, moments);
        script.assign("torch.clamp_(torch.detach({}), {}, {})", value, -bound, bound);
    }
}
