package io.genstream.trainer.network;

import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a layer sees while its network is written as TorchScript. */
public final class ScriptScope {
    /** Numbers of libtorch's types and memory formats, as TorchScript is stored. */
    private static final int FLOAT32 = 6;

    private static final int BFLOAT16 = 15;
    private static final int CHANNELS_LAST = 2;

    private final ScriptBuilder script;
    private final Form form;
    private final boolean reduced;
    private final String condition;
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private List<String> parameters = List.of();
    private String generator;

    /** What a script method of a network is for. */
    enum Form {
        TRAINING,
        /** As in training, but what the forward pass itself would update stays as it is: for the loss of another network. */
        STATELESS,
        EVALUATION
    }

    ScriptScope(ScriptBuilder script, Form form, Precision precision, String condition) {
        this.script = script;
        this.form = form;
        this.reduced = precision == Precision.BFLOAT16 && form != Form.EVALUATION;
        this.condition = condition;
    }

    public ScriptBuilder script() {
        return script;
    }

    public boolean training() {
        return form != Form.EVALUATION;
    }

    /** Whether the layer may update its untrained parameters. */
    public boolean tracking() {
        return form == Form.TRAINING;
    }

    /** A value or a weight as a convolution takes it: in the form's precision, maps and kernels channels last. */
    public String operand(String value) {
        return reduced ? script.assign("torch.to({}, {}, False, False, {})", value, BFLOAT16, CHANNELS_LAST) : value;
    }

    /** The same for what has no maps: a bias. */
    public String bias(String value) {
        return reduced ? script.assign("torch.to({}, {}, False, False, None)", value, BFLOAT16) : value;
    }

    /** A value in float32, for layers and losses that need the digits. */
    public String full(String value) {
        return reduced ? script.assign("torch.to({}, {}, False, False, None)", value, FLOAT32) : value;
    }

    /** Variable of a running statistic; none where a pass by the batch's own statistics may not move it. */
    public String statistic(int i) {
        return training() && !tracking() ? "None" : parameter(i);
    }

    /** Variable with a generator of random numbers, seeded by the training input {@link Network#RANDOM_SEED}. */
    public String generator() {
        if (generator == null) {
            generator = script.assign("torch.Generator(seed=int({}))", Network.RANDOM_SEED);
        }
        return generator;
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
