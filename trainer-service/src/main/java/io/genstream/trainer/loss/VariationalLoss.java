package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.List;

/**
 * The negative evidence bound of a variational autoencoder (Kingma and Welling 2014, "Auto-encoding variational Bayes",
 * appendix B) with a Bernoulli decoder, its divergence weighted by beta (Higgins et al. 2017, "beta-VAE").
 */
public final class VariationalLoss {
    public static final String SAMPLE = "variational_sample";
    public static final String LOSS = "variational_loss";

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

    /**
     * Arguments: pictures in 0 to 1, their logits, posterior. Returns the weighted loss, the reconstruction's part and
     * the unweighted divergence from the standard normal, each in nats a picture.
     */
    public static ScriptMethod loss(double beta) {
        ScriptBuilder script = new ScriptBuilder(LOSS);
        String pictures = script.parameter("pictures");
        String logits = script.parameter("logits");
        String posterior = script.parameter("posterior");
        String mean = script.assign("torch.chunk({}, 2, 1)[0]", posterior);
        String logVariance = script.assign("torch.chunk({}, 2, 1)[1]", posterior);
        String count = script.assign("torch.size({}, 0)", pictures);
        String reconstruction = script.assign(
                "torch.div(torch.binary_cross_entropy_with_logits({}, {}, None, None, 2), {})",
                logits,
                pictures,
                count);
        String terms = script.assign(
                "torch.sub(torch.add(torch.pow({}, 2), torch.exp({})), torch.add({}, 1.0))",
                mean,
                logVariance,
                logVariance);
        String divergence = script.assign("torch.div(torch.mul(torch.sum({}), 0.5), {})", terms, count);
        String total = script.assign("torch.add({}, torch.mul({}, {}))", reconstruction, divergence, beta);
        return script.returns(List.of(total, reconstruction, divergence));
    }
}
