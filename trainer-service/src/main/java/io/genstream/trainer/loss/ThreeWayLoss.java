package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * The adversarial losses of a VAE-GAN (Larsen et al. 2016, "Autoencoding beyond pixels using a learned similarity metric",
 * equation 9 and section 3): the discriminator tells real pictures from reconstructions and from decoded noise, the decoder
 * wants both taken for real. Means of negative log likelihoods, on logits; the decoder's in the non-saturating form.
 */
public final class ThreeWayLoss {
    public static final String DISCRIMINATOR = "three_way_discriminator";
    public static final String DECODER = "three_way_decoder";

    private ThreeWayLoss() {}

    /** Arguments: logits of real pictures, of reconstructions, of decoded noise. */
    public static ScriptMethod discriminator() {
        ScriptBuilder script = new ScriptBuilder(DISCRIMINATOR);
        String real = script.parameter("real");
        String reconstructed = script.parameter("reconstructed");
        String sampled = script.parameter("sampled");
        String missed = script.assign("torch.mean(torch.softplus(torch.neg({}), 1, 20))", real);
        String fooled = fooled(script, "torch.mean(torch.softplus({}, 1, 20))", reconstructed, sampled);
        return script.returns(script.assign("torch.add({}, {})", missed, fooled));
    }

    /** Arguments: logits of reconstructions, of decoded noise. */
    public static ScriptMethod decoder() {
        ScriptBuilder script = new ScriptBuilder(DECODER);
        String reconstructed = script.parameter("reconstructed");
        String sampled = script.parameter("sampled");
        return script.returns(
                fooled(script, "torch.mean(torch.softplus(torch.neg({}), 1, 20))", reconstructed, sampled));
    }

    private static String fooled(ScriptBuilder script, String term, String one, String other) {
        return script.assign("torch.add({}, {})", script.assign(term, one), script.assign(term, other));
    }
}
