package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
import io.genstream.trainer.torchscript.ScriptMethod;

/** Mean of {@code -log softmax(logits)[class]}: the negative log likelihood of the right class. */
public final class CrossEntropyLoss {
    public static final String NAME = "cross_entropy";

    private CrossEntropyLoss() {}

    /** Arguments: logits, one-hot classes. */
    public static ScriptMethod method() {
        ScriptBuilder script = new ScriptBuilder(NAME);
        String logits = script.parameter("logits");
        String oneHot = script.parameter("one_hot");
        String logLikelihood = script.assign("torch.sum(torch.mul(torch.log_softmax({}, 1), {}), [1])", logits, oneHot);
        return script.returns(script.assign("torch.neg(torch.mean({}))", logLikelihood));
    }
}
