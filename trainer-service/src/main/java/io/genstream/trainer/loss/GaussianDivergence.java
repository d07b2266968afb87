package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * The divergence of a diagonal normal from the standard normal (Kingma and Welling 2014, appendix B) as a mean over all
 * values of the latent, so that its weight against a mean over pixels means the same at every size:
 * {@code 0.5 mean(mu^2 + sigma^2 - log sigma^2 - 1)}.
 */
public final class GaussianDivergence {
    public static final String NAME = "gaussian_divergence";

    private GaussianDivergence() {}

    /** Argument: posterior (means, then log variances). */
    public static ScriptMethod method() {
        ScriptBuilder script = new ScriptBuilder(NAME);
        String posterior = script.parameter("posterior");
        String mean = script.assign("torch.chunk({}, 2, 1)[0]", posterior);
        String logVariance = script.assign("torch.chunk({}, 2, 1)[1]", posterior);
        String terms = script.assign(
                "torch.sub(torch.add(torch.pow({}, 2), torch.exp({})), torch.add({}, 1.0))",
                mean,
                logVariance,
                logVariance);
        return script.returns(script.assign("torch.mul(torch.mean({}), 0.5)", terms));
    }
}
