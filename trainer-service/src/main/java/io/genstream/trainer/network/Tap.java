package io.genstream.trainer.network;

/** Makes the value at this place an output of its own in the evaluation form. */
record Tap(String name) implements Layer {
    @Override
    public String script(ScriptScope scope, String input) {
        if (!scope.training()) {
            scope.tap(name, input);
        }
        return input;
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        scope.tap(name, input);
        return input;
    }
}
