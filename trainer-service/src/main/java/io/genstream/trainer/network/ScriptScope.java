package io.genstream.trainer.network;

import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a layer sees while its network is written as TorchScript. */
public final class ScriptScope {
    private final ScriptBuilder script;
    private final boolean training;
    private final String condition;
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private List<String> parameters = List.of();

    ScriptScope(ScriptBuilder script, boolean training, String condition) {
        this.script = script;
        this.training = training;
        this.condition = condition;
    }

    public ScriptBuilder script() {
        return script;
    }

    public boolean training() {
        return training;
    }

    /** Variable with the condition's rows [N, {@link Condition#rowSize}]. */
    public String condition() {
        if (condition == null) {
            throw new IllegalStateException("a layer asks for the condition of an unconditional network");
        }
        return condition;
    }

    /** Variable of the i-th parameter of the layer being written. */
    public String parameter(int i) {
        return parameters.get(i);
    }

    /** The value of a named tap, beside the network's own output. */
    void tap(String name, String value) {
        outputs.put(name, value);
    }

    List<String> taps() {
        return List.copyOf(outputs.values());
    }

    void enter(List<String> layerParameters) {
        parameters = layerParameters;
    }
}
