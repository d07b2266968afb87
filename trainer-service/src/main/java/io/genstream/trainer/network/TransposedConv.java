package io.genstream.trainer.network;

import io.genstream.trainer.onnx.OnnxAttribute;
import io.genstream.trainer.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/** A transposed convolution that doubles height and width: kernel 4, stride 2, padding 1. */
public record TransposedConv(int in, int out, boolean hasBias, Initialiser initialiser) implements LinearLayer {
    private static final int KERNEL = 4;
    private static final int TAPS = KERNEL * KERNEL;
    /** Of the 16 taps only every second one a side meets an output pixel. */
    private static final int TAPS_PER_OUTPUT = 4;

    @Override
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> parameters = new ArrayList<>();
        double std = initialiser.std((long) in * TAPS_PER_OUTPUT);
        parameters.add(ParameterSpec.weight("weight", std, in, out, KERNEL, KERNEL));
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
                        "torch.conv_transpose2d({}, {}, {}, [2, 2], [1, 1], [0, 0], 1, [1, 1])",
                        scope.operand(input),
                        scope.operand(scope.parameter(0)),
                        bias);
    }

    @Override
    public int outputChannels() {
        return out;
    }

    @Override
    public float[] scaled(float[] weight, float[] scale) {
        float[] result = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            result[i] = weight[i] * scale[i / TAPS % out];
        }
        return result;
    }

    @Override
    public String onnx(OnnxScope scope, String input, float[] weight, float[] bias) {
        OnnxGraph graph = scope.graph();
        return graph.node(
                "ConvTranspose",
                List.of(input, graph.constant(weight, in, out, KERNEL, KERNEL), graph.constant(bias, out)),
                OnnxAttribute.integers("kernel_shape", KERNEL, KERNEL),
                OnnxAttribute.integers("strides", 2, 2),
                OnnxAttribute.integers("pads", 1, 1, 1, 1));
    }
}
