package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/**
 * Instance normalisation (Ulyanov et al. 2016, "Instance normalization: the missing ingredient for fast stylization"): each
 * map of each picture by its own mean and variance. A critic under a gradient penalty needs it in place of batch
 * normalisation, since the penalty is on the gradient of each picture by itself.
 */
record InstanceNorm(int channels) implements Layer {
    static final double EPSILON = 1e-5;

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(ParameterSpec.constant("gamma", 1, channels), ParameterSpec.constant("beta", 0, channels));
    }

    @Override
    public String script(ScriptScope scope, String input) {
        return scope.script()
                .assign(
                        "torch.instance_norm({}, {}, {}, None, None, True, 0.1, {}, False)",
                        input,
                        scope.parameter(0),
                        scope.parameter(1),
                        EPSILON);
    }

    @Override
    public String onnx(OnnxScope scope, String input) {
        OnnxGraph graph = scope.graph();
        return graph.node(
                "InstanceNormalization",
                List.of(input, graph.constant(scope.weight(0), channels), graph.constant(scope.weight(1), channels)),
                OnnxAttribute.real("epsilon", EPSILON));
    }
}
