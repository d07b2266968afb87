package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * The adversarial losses of Goodfellow et al. 2014, "Generative adversarial nets", with the generator's non-saturating
 * form (section 3): means of {@code -log sigmoid(real) - log(1 - sigmoid(fake))} and of {@code -log sigmoid(fake)}, on
 * logits, through softplus.
 */
public final class NonSaturatingLoss {
    public static final String DISCRIMINATOR = "non_saturating_discriminator";
    public static final String GENERATOR = "non_saturating_generator";

    private NonSaturatingLoss() {}

    /** Arguments: logits of real pictures, logits of made ones. */
    public static ScriptMethod discriminator() {
        return discriminator(0);
    }

    /**
     * As {@link #discriminator()}, but the target for real pictures is 1 - smoothing, that for made ones stays 0 (Salimans et
     * al. 2016, "Improved techniques for training GANs", section 3.4).
     */
    public static ScriptMethod discriminator(double smoothing) {
        ScriptBuilder script = new ScriptBuilder(DISCRIMINATOR);
        String real = script.parameter("real");
        String fake = script.parameter("fake");
        String missed = script.assign("torch.mean(torch.softplus(torch.neg({}), 1, 20))", real);
        String fooled = script.assign("torch.mean(torch.softplus({}, 1, 20))", fake);
        String loss = script.assign("torch.add({}, {})", missed, fooled);
        if (smoothing == 0) {
            return script.returns(loss);
        }
        // -(1-s) log sigmoid(x) - s log sigmoid(-x) = softplus(-x) + s x
        return script.returns(script.assign("torch.add({}, torch.mul(torch.mean({}), {}))", loss, real, smoothing));
    }

    /** Argument: logits of made pictures. */
    public static ScriptMethod generator() {
        ScriptBuilder script = new ScriptBuilder(GENERATOR);
        String fake = script.parameter("fake");
        return script.returns(script.assign("torch.mean(torch.softplus(torch.neg({}), 1, 20))", fake));
    }
}
