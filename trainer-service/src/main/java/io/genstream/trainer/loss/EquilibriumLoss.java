package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.List;

/**
 * The losses of Berthelot et al. 2017, "BEGAN: boundary equilibrium generative adversarial networks", whose discriminator is
 * an autoencoder: L(x) is the mean absolute error of x rebuilt; the discriminator minimises L(real) - k L(made), the
 * generator L(made).
 */
public final class EquilibriumLoss {
    public static final String DISCRIMINATOR = "equilibrium_discriminator";
    public static final String GENERATOR = "equilibrium_generator";

    private EquilibriumLoss() {}

    public static List<ScriptMethod> methods() {
        return List.of(discriminator(), generator());
    }

    /** Arguments: real pictures, these rebuilt, made pictures, these rebuilt, k. Returns the loss, L(real), L(made). */
    static ScriptMethod discriminator() {
        ScriptBuilder script = new ScriptBuilder(DISCRIMINATOR);
        String real = error(script, "real");
        String made = error(script, "made");
        String weighted = script.assign("torch.mul({}, {})", made, script.parameter("k"));
        return script.returns(List.of(script.assign("torch.sub({}, {})", real, weighted), real, made));
    }

    /** Arguments: made pictures, these rebuilt. */
    static ScriptMethod generator() {
        ScriptBuilder script = new ScriptBuilder(GENERATOR);
        return script.returns(error(script, "made"));
    }

    private static String error(ScriptBuilder script, String pictures) {
        String given = script.parameter(pictures);
        String rebuilt = script.parameter(pictures + "_rebuilt");
        return script.assign("torch.mean(torch.abs(torch.sub({}, {})))", given, rebuilt);
    }

    /** k after a step: it holds L(made) at {@code gamma} times L(real). */
    public static double control(double k, double gain, double gamma, double real, double made) {
        return Math.max(0, Math.min(1, k + gain * (gamma * real - made)));
    }

    /** The paper's measure of convergence: it falls as pictures get better. */
    public static double convergence(double gamma, double real, double made) {
        return real + Math.abs(gamma * real - made);
    }
}
