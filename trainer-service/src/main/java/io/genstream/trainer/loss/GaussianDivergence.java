package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * The divergence of a diagonal normal from the standard normal (Kingma and Welling 2014, appendix B). As a mean over all
 * values of the latent, its weight against a mean over pixels means the same at every size:
 * {@code 0.5 mean(mu^2 + sigma^2 - log sigma^2 - 1)}. As a sum it is that of the evidence bound, in nats a picture.
 */
public final class GaussianDivergence {
    public static final String NAME = "gaussian_divergence";

    private GaussianDivergence() {}

    /** Argument: posterior (means, then log variances). */
    public static ScriptMethod method() {
        ScriptBuilder script = new ScriptBuilder(NAME);
        String terms = terms(script, script.parameter("posterior"));
        return script.returns(script.assign("torch.mul(torch.mean({}), 0.5)", terms));
    }

    /** As {@link #method}, in nats a picture. */
    public static ScriptMethod inNats() {
        ScriptBuilder script = new ScriptBuilder(NAME);
        String posterior = script.parameter("posterior");
        String terms = terms(script, posterior);
        return script.returns(
                script.assign("torch.div(torch.mul(torch.sum({}), 0.5), torch.size({}, 0))", terms, posterior));
    }

    private static String terms(ScriptBuilder script, String posterior) {
        String mean = script.assign("torch.chunk({}, 2, 1)[0]", posterior);
        String logVariance = script.assign("torch.chunk({}, 2, 1)[1]", posterior);
        return script.assign(
                "torch.sub(torch.add(torch.pow({}, 2), torch.exp({})), torch.add({}, 1.0))",
                mean,
                logVariance,
                logVariance);
    }
}
