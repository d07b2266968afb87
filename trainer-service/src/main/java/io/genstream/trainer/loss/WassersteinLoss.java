package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * The losses of Arjovsky et al. 2017, "Wasserstein GAN": the critic widens the gap between its mean scores, which is a
 * distance as long as something keeps it Lipschitz.
 */
public final class WassersteinLoss {
    public static final String CRITIC = "wasserstein_critic";
    public static final String GENERATOR = "wasserstein_generator";

    private WassersteinLoss() {}

    /** Arguments: scores of real pictures, scores of made ones. */
    public static ScriptMethod critic() {
        ScriptBuilder script = new ScriptBuilder(CRITIC);
        String real = script.parameter("real");
        String fake = script.parameter("fake");
        return script.returns(script.assign("torch.sub(torch.mean({}), torch.mean({}))", fake, real));
    }

    /** Argument: scores of made pictures. */
    public static ScriptMethod generator() {
        ScriptBuilder script = new ScriptBuilder(GENERATOR);
        String fake = script.parameter("fake");
        return script.returns(script.assign("torch.neg(torch.mean({}))", fake));
    }
}
