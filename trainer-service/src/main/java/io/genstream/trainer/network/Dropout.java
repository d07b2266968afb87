package io.genstream.trainer.network;

import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.List;

/**
 * Dropout (Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from overfitting"). Its numbers come
 * from a generator that the step seeds: a resumed run draws what the uninterrupted one would have drawn.
 */
record Dropout(double probability) implements Layer {
    @Override
    public List<String> trainingInputs() {
        return List.of(Network.RANDOM_SEED);
    }

    @Override
    public String script(ScriptScope scope, String input) {
        if (!scope.training()) {
            return input;
        }
        String generator = scope.generator();
        double kept = 1 - probability;
        String full = scope.full(input);
        String mask = scope.script()
                .drawn(
                        full,
                        "torch.bernoulli(torch.fill_({}, " + ScriptBuilder.number(kept) + "), generator=" + generator
                                + ")");
        return scope.script().assign("torch.mul({}, torch.div({}, {}))", full, mask, kept);
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        return input;
    }
}
