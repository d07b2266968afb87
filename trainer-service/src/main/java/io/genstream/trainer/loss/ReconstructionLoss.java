package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/**
 * How far a reconstruction is from its original, as a mean over all values: of pixels, or of the features of a layer
 * (Larsen et al. 2016, "Autoencoding beyond pixels using a learned similarity metric", equation 7, up to its scale).
 */
public final class ReconstructionLoss {
    public static final String SQUARED = "squared_error";
    public static final String ABSOLUTE = "absolute_error";

    private ReconstructionLoss() {}

    /** Arguments: two tensors of one shape. */
    public static ScriptMethod squared() {
        return mean(SQUARED, "torch.pow({}, 2)");
    }

    /** Arguments: two tensors of one shape. */
    public static ScriptMethod absolute() {
        return mean(ABSOLUTE, "torch.abs({})");
    }

    private static ScriptMethod mean(String name, String ofDifference) {
        ScriptBuilder script = new ScriptBuilder(name);
        String difference =
                script.assign("torch.sub({}, {})", script.parameter("original"), script.parameter("reconstruction"));
        return script.returns(script.assign("torch.mean({})", script.assign(ofDifference, difference)));
    }
}
