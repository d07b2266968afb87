package io.genstream.trainer.loss.perceptual;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.genstream.trainer.recipe.InvalidSettingException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network in an ONNX file: its nodes and its weights. Immutable. */
final class OnnxFile {
    private final GraphProto graph;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> weights = new HashMap<>();

    private OnnxFile(GraphProto graph) {
        this.graph = graph;
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(value -> makers.put(value, node)));
        graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    }

    static OnnxFile parse(byte[] bytes) {
        try {
            return new OnnxFile(ModelProto.parseFrom(bytes).getGraph());
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidSettingException("the feature network is no ONNX file: " + e.getMessage());
        }
    }

    /** The name of the picture that goes in: the first input that is no weight. */
    String input() {
        return graph.getInputList().stream()
                .map(input -> input.getName())
                .filter(name -> !weights.containsKey(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("the feature network has no input"));
    }

    /** The nodes that a value rests on, in the order of the file, which is one in which they can be computed. */
    List<NodeProto> nodesFor(String value) {
        if (!makers.containsKey(value)) {
            throw new InvalidSettingException("the feature network computes no '" + value + "'; it computes "
                    + String.join(
                            ", ",
                            graph.getNodeList().stream()
                                    .map(node -> node.getOutput(0))
                                    .toList()));
        }
        Set<NodeProto> needed = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(value));
        while (!open.isEmpty()) {
            NodeProto node = makers.get(open.remove(open.size() - 1));
            if (node != null && needed.add(node)) {
                open.addAll(node.getInputList());
            }
        }
        return graph.getNodeList().stream().filter(needed::contains).toList();
    }

    boolean isWeight(String value) {
        return weights.containsKey(value);
    }

    long[] shape(String weight) {
        return weights.get(weight).getDimsList().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    float[] values(String weight) {
        TensorProto tensor = weights.get(weight);
        if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new InvalidSettingException("weight " + weight + " of the feature network is not float32");
        }
        FloatBuffer raw = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[raw.hasRemaining() ? raw.remaining() : tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = raw.hasRemaining() ? raw.get() : tensor.getFloatData(i);
        }
        return values;
    }

    static int[] integers(NodeProto node, String name, int... otherwise) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .map(attribute -> attribute.getIntsList().stream()
                        .mapToInt(Math::toIntExact)
                        .toArray())
                .orElse(otherwise);
    }

    static AttributeProto attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElse(AttributeProto.getDefaultInstance());
    }

    static boolean has(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals(name));
    }
}
