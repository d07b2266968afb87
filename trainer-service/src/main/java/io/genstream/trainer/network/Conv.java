package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/** A square convolution. */
public record Conv(int in, int out, int kernel, int stride, int padding, boolean hasBias, Initialiser initialiser)
        implements LinearLayer {

    @Override
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> parameters = new ArrayList<>();
        double std = initialiser.std((long) in * kernel * kernel);
        parameters.add(ParameterSpec.weight("weight", std, out, in, kernel, kernel));
        if (hasBias) {
            parameters.add(ParameterSpec.constant("bias", 0, out));
        }
        return parameters;
    }

    @Override
    public String script(ScriptScope scope, String input) {
        String bias = hasBias ? scope.bias(scope.parameter(1)) : "None";
        return scope.script()
                .assign(
                        "torch.conv2d({}, {}, {}, [{}, {}], [{}, {}], [1, 1], 1)",
                        scope.operand(input),
                        scope.operand(scope.parameter(0)),
                        bias,
                        stride,
                        stride,
                        padding,
                        padding);
    }

    @Override
    public int outputChannels() {
        return out;
    }

    @Override
    public float[] scaled(float[] weight, float[] scale) {
        int perChannel = in * kernel * kernel;
        float[] result = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            result[i] = weight[i] * scale[i / perChannel];
        }
        return result;
    }

    @Override
    public String onnx(OnnxScope scope, String input, float[] weight, float[] bias) {
        OnnxGraph graph = scope.graph();
        return graph.node(
                "Conv",
                List.of(input, graph.constant(weight, out, in, kernel, kernel), graph.constant(bias, out)),
                OnnxAttribute.integers("kernel_shape", kernel, kernel),
                OnnxAttribute.integers("strides", stride, stride),
                OnnxAttribute.integers("pads", padding, padding, padding, padding));
    }
}
