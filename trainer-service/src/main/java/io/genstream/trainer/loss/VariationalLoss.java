package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * What a variational autoencoder has beside its divergence (Kingma and Welling 2014, "Auto-encoding variational Bayes"): the
 * draw from the posterior, and the error of a Bernoulli decoder (appendix C.1).
 */
public final class VariationalLoss {
    public static final String SAMPLE = "variational_sample";
    public static final String BERNOULLI = "bernoulli_error";

    private VariationalLoss() {}

    /** The reparameterised draw. Arguments: posterior (means, then log variances), standard normal noise. */
    public static ScriptMethod sample() {
        ScriptBuilder script = new ScriptBuilder(SAMPLE);
        String posterior = script.parameter("posterior");
        String noise = script.parameter("noise");
        String mean = script.assign("torch.chunk({}, 2, 1)[0]", posterior);
        String logVariance = script.assign("torch.chunk({}, 2, 1)[1]", posterior);
        String std = script.assign("torch.exp(torch.mul({}, 0.5))", logVariance);
        return script.returns(script.assign("torch.add({}, torch.mul({}, {}))", mean, std, noise));
    }

    /** In nats a picture. Arguments: pictures in 0 to 1, their logits. */
    public static ScriptMethod bernoulli() {
        ScriptBuilder script = new ScriptBuilder(BERNOULLI);
        String pictures = script.parameter("pictures");
        String logits = script.parameter("logits");
        return script.returns(script.assign(
                "torch.div(torch.binary_cross_entropy_with_logits({}, {}, None, None, 2), torch.size({}, 0))",
                logits,
                pictures,
                pictures));
    }
}
