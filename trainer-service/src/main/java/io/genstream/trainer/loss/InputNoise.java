package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * Gaussian noise on what a discriminator sees, real and made alike, so that the two kinds overlap from the start (Arjovsky
 * and Bottou 2017, "Towards principled methods for training generative adversarial networks", section 3).
 */
public final class InputNoise {
    public static final String NAME = "input_noise";

    private InputNoise() {}

    /** Arguments: pictures, standard deviation, seed. */
    public static ScriptMethod method() {
        ScriptBuilder script = new ScriptBuilder(NAME);
        String pictures = script.parameter("pictures");
        String deviation = script.parameter("deviation");
        String seed = script.parameter("seed");
        String generator = script.assign("torch.Generator(seed=int({}))", seed);
        String noise = script.drawn(pictures, "torch.normal_({}, 0.0, 1.0, generator=" + generator + ")");
        return script.returns(script.assign("torch.add({}, torch.mul({}, {}))", pictures, noise, deviation));
    }
}
