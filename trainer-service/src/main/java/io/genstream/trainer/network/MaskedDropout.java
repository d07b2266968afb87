package io.genstream.trainer.network;

import java.util.List;

/**
 * Dropout (Srivastava et al. 2014) by a mask that the session draws: {@code 0} with the dropout's probability, else
 * {@code 1 / (1 - probability)}. Randomness then is a function of seed and step, so a resumed run goes on bit by bit;
 * the engine's own generator could not be saved.
 */
record MaskedDropout() implements Layer {
    static final String MASK = "dropout_mask";

    @Override
    public List<String> trainingInputs() {
        return List.of(MASK);
    }

    @Override
    public String script(ScriptScope scope, String input) {
        if (!scope.training()) {
            return input;
        }
        return scope.script().assign("torch.mul({}, {})", input, MASK);
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        return input;
    }
}
