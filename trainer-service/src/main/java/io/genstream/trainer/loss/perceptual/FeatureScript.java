package io.genstream.trainer.loss.perceptual;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.genstream.trainer.recipe.InvalidSettingException;
import io.genstream.trainer.torchscript.ScriptBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a feed-forward ONNX network as TorchScript, up to one of its values, so that gradients flow through it to the
 * picture. Weights become parameters of the method. Padding that ONNX leaves to the size of the picture ({@code SAME}) is
 * worked out here, for square pictures.
 */
final class FeatureScript {
    private static final String KNOWN =
            "Conv, BatchNormalization, Relu, Clip, MaxPool, GlobalAveragePool, Add, Flatten, Identity";

    private final OnnxFile file;
    private final ScriptBuilder script;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, Integer> sides = new HashMap<>();
    private final List<String> weights = new ArrayList<>();

    FeatureScript(OnnxFile file, ScriptBuilder script) {
        this.file = file;
        this.script = script;
    }

    /** ONNX names of the weights in the order of their parameters. */
    List<String> weights() {
        return List.copyOf(weights);
    }

    /**
     * @param picture variable with the pictures
     * @param side of them
     * @return variable with the wanted value
     */
    String append(String picture, int side, String wanted) {
        List<NodeProto> nodes = file.nodesFor(wanted);
        variables.put(file.input(), picture);
        sides.put(file.input(), side);
        for (NodeProto node : nodes) {
            for (String input : node.getInputList()) {
                if (file.isWeight(input) && !node.getOpType().equals("Clip") && !weights.contains(input)) {
                    weights.add(input);
                    variables.put(input, script.parameter("w" + weights.size()));
                }
            }
        }
        for (NodeProto node : nodes) {
            String output = node.getOutput(0);
            sides.put(output, sides.getOrDefault(node.getInput(0), 1));
            variables.put(output, expression(node));
        }
        return variables.get(wanted);
    }

    private String expression(NodeProto node) {
        String x = variables.get(node.getInput(0));
        return switch (node.getOpType()) {
            case "Conv" -> convolution(node, x);
            case "BatchNormalization" ->
                script.assign(
                        "torch.batch_norm({}, {}, {}, {}, {}, False, 0.0, {}, False)",
                        x,
                        variables.get(node.getInput(1)),
                        variables.get(node.getInput(2)),
                        variables.get(node.getInput(3)),
                        variables.get(node.getInput(4)),
                        OnnxFile.has(node, "epsilon")
                                ? (double) OnnxFile.attribute(node, "epsilon").getF()
                                : 1e-5);
            case "Relu" -> script.assign("torch.relu({})", x);
            case "Clip" -> script.assign("torch.clamp({}, {}, {})", x, bound(node, 1, "min"), bound(node, 2, "max"));
            case "MaxPool" -> {
                int[] kernel = OnnxFile.integers(node, "kernel_shape");
                int[] stride = OnnxFile.integers(node, "strides", 1, 1);
                yield script.assign(
                        "torch.max_pool2d({}, [{}, {}], [{}, {}], [0, 0], [1, 1], False)",
                        padded(node, x, kernel[0], stride[0], "-3.0e38"),
                        kernel[0],
                        kernel[1],
                        stride[0],
                        stride[1]);
            }
            case "GlobalAveragePool" -> {
                sides.put(node.getOutput(0), 1);
                yield script.assign("torch.mean({}, [2, 3], True)", x);
            }
            case "Add" -> script.assign("torch.add({}, {})", x, variables.get(node.getInput(1)));
            case "Flatten" -> script.assign("torch.flatten({}, 1, -1)", x);
            case "Identity" -> x;
            default ->
                throw new InvalidSettingException("node " + node.getOutput(0) + " of the feature network is a "
                        + node.getOpType() + "; gradients can be taken through " + KNOWN + ": choose an earlier layer");
        };
    }

    private String convolution(NodeProto node, String x) {
        long[] shape = file.shape(node.getInput(1));
        int[] stride = OnnxFile.integers(node, "strides", 1, 1);
        int[] dilation = OnnxFile.integers(node, "dilations", 1, 1);
        int reach = (int) (dilation[0] * (shape[2] - 1) + 1);
        String padded = padded(node, x, reach, stride[0], "0.0");
        long groups =
                OnnxFile.has(node, "group") ? OnnxFile.attribute(node, "group").getI() : 1;
        return script.assign(
                "torch.conv2d({}, {}, {}, [{}, {}], [0, 0], [{}, {}], {})",
                padded,
                variables.get(node.getInput(1)),
                node.getInputCount() > 2 ? variables.get(node.getInput(2)) : "None",
                stride[0],
                stride[1],
                dilation[0],
                dilation[1],
                groups);
    }

    /** Pads and notes the side of what a window of that reach then leaves. */
    private String padded(NodeProto node, String x, int reach, int stride, String filler) {
        int side = sides.get(node.getInput(0));
        String automatic = OnnxFile.attribute(node, "auto_pad").getS().toStringUtf8();
        int[] pads = OnnxFile.integers(node, "pads", 0, 0, 0, 0);
        if (automatic.startsWith("SAME")) {
            int all = Math.max(0, ((side + stride - 1) / stride - 1) * stride + reach - side);
            int less = all / 2;
            int more = all - less;
            pads = automatic.equals("SAME_UPPER")
                    ? new int[] {less, less, more, more}
                    : new int[] {more, more, less, less};
        }
        sides.put(node.getOutput(0), (side + pads[0] + pads[2] - reach) / stride + 1);
        if (pads[0] + pads[1] + pads[2] + pads[3] == 0) {
            return x;
        }
        return script.assign(
                "torch.constant_pad_nd({}, [{}, {}, {}, {}], {})", x, pads[1], pads[3], pads[0], pads[2], filler);
    }

    /** An input of its own since opset 11, an attribute before. */
    private double bound(NodeProto node, int input, String attribute) {
        if (node.getInputCount() > input) {
            return file.values(node.getInput(input))[0];
        }
        return OnnxFile.has(node, attribute)
                ? OnnxFile.attribute(node, attribute).getF()
                : attribute.equals("min") ? -3.0e38 : 3.0e38;
    }
}
