package io.genstream.trainer.network;

import java.util.List;

/**
 * One layer, described once and written twice: as TorchScript, which trains it, and as ONNX, which serves it. Both
 * forms stand side by side in the layer's file and read the same fields, so they cannot drift apart; {@code ParityCheck}
 * compares them on trained weights before anything is published.
 */
public interface Layer {
    default List<ParameterSpec> parameters() {
        return List.of();
    }

    /** Tensors that the training form needs from outside in every step, e.g. a dropout mask. */
    default List<String> trainingInputs() {
        return List.of();
    }

    /** Appends the layer to the method being written and returns the variable with its result. */
    String script(ScriptScope scope, String input);

    /** Appends the layer in its evaluation form and returns the value with its result. */
    String onnx(OnnxScope scope, String input);
}
