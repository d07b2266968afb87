package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.List;

/** A fully connected layer with bias. */
public record Dense(int in, int out, Initialiser initialiser) implements LinearLayer {
    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.weight("weight", initialiser.std(in), out, in), ParameterSpec.constant("bias", 0, out));
    }

    @Override
    public String script(ScriptScope scope, String input) {
        return scope.script()
                .assign("torch.linear({}, {}, {})", scope.full(input), scope.parameter(0), scope.parameter(1));
    }

    @Override
    public int outputChannels() {
        return out;
    }

    @Override
    public boolean hasBias() {
        return true;
    }

    @Override
    public float[] scaled(float[] weight, float[] scale) {
        float[] result = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            result[i] = weight[i] * scale[i / in];
        }
        return result;
    }

    @Override
    public String onnx(OnnxScope scope, String input, float[] weight, float[] bias) {
        OnnxGraph graph = scope.graph();
        return graph.node(
                "Gemm",
                List.of(input, graph.constant(weight, out, in), graph.constant(bias, out)),
                OnnxAttribute.integer("transB", 1));
    }
}
