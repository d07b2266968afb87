package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.List;

/**
 * Keeps a critic near slope 1 between real and made pictures (Gulrajani et al. 2017, "Improved training of Wasserstein
 * GANs"): {@code weight * mean((|d score / d picture| - 1)^2)}. The gradient is taken with a graph of its own, so that the
 * penalty can itself be differentiated.
 */
public final class GradientPenalty {
    public static final String MIX = "gradient_penalty_mix";
    public static final String PENALTY = "gradient_penalty";

    /** Where the slope is 0 its length has no derivative. */
    private static final double EPSILON = 1e-12;

    private GradientPenalty() {}

    public static List<ScriptMethod> methods(double weight) {
        return List.of(mix(), penalty(weight));
    }

    /** Arguments: real pictures, made ones, a share of the real ones for each [N, 1, 1, 1]. */
    static ScriptMethod mix() {
        ScriptBuilder script = new ScriptBuilder(MIX);
        String real = script.parameter("real");
        String made = script.parameter("made");
        String share = script.parameter("share");
        return script.returns(
                script.assign("torch.add({}, torch.mul(torch.sub({}, {}), {}))", made, real, made, share));
    }

    /** Arguments: scores, the pictures that they are of, which must want a gradient. */
    static ScriptMethod penalty(double weight) {
        ScriptBuilder script = new ScriptBuilder(PENALTY);
        String scores = script.parameter("scores");
        String pictures = script.parameter("pictures");
        String ones = script.assign("annotate(List[Optional[Tensor]], [torch.ones_like({})])", scores);
        String gradients = script.assign("torch.grad([{}], [{}], {}, True, True, False)", scores, pictures, ones);
        String slopes = script.assign("torch.flatten(unchecked_cast(Tensor, {}[0]), 1, -1)", gradients);
        String squares = script.assign("torch.sum(torch.mul({}, {}), [1])", slopes, slopes);
        String excess = script.assign("torch.sub(torch.sqrt(torch.add({}, {})), 1.0)", squares, EPSILON);
        return script.returns(script.assign("torch.mul(torch.mean(torch.mul({}, {})), {})", excess, excess, weight));
    }
}
