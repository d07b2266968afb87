package io.genstream.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an ONNX graph node by node. Every value has a dynamic batch axis first.
 *
 * <p>Opset 19 and IR 9 are the newest that every ONNX Runtime we care about reads. Not thread-safe.
 */
public final class OnnxGraph {
    private static final int OPSET = 19;
    private static final int IR_VERSION = 9;
    private static final String BATCH_AXIS = "N";

    private final GraphProto.Builder graph;
    private final Map<String, ValueInfoProto> outputs = new LinkedHashMap<>();
    private int values;

    public OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /** Element types that our graphs take and give. */
    public enum Element {
        FLOAT(TensorProto.DataType.FLOAT_VALUE),
        INT64(TensorProto.DataType.INT64_VALUE),
        UINT8(TensorProto.DataType.UINT8_VALUE);

        private final int code;

        Element(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /** @param shape without the batch axis */
    public String input(String name, Element element, long... shape) {
        graph.addInput(valueInfo(name, element, shape));
        return name;
    }

    /** Declares a value as an output under that name; which outputs a file has is chosen on {@link #serialize}. */
    public void output(String value, String name, Element element, long... shape) {
        rename(value, name);
        outputs.put(name, valueInfo(name, element, shape));
    }

    public String constant(float[] data, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(data);
        return constant(bytes.array(), TensorProto.DataType.FLOAT_VALUE, shape);
    }

    public String constant(long[] data, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(data.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(data);
        return constant(bytes.array(), TensorProto.DataType.INT64_VALUE, shape);
    }

    public String scalar(float value) {
        return constant(new float[] {value});
    }

    /** @return the name of the node's only output */
    public String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = nextValue();
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** The model file with these of the declared outputs. */
    public byte[] serialize(List<String> outputNames) {
        GraphProto.Builder complete = graph.clone();
        for (String name : outputNames) {
            complete.addOutput(outputs.get(name));
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("genstream")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(complete)
                .build()
                .toByteArray();
    }

    private String constant(byte[] bytes, int type, long... shape) {
        String name = "c" + nextValue();
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private String nextValue() {
        return "t" + values++;
    }

    private void rename(String value, String name) {
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(value)) {
                    node.setInput(i, name);
                }
            }
            if (node.getOutput(0).equals(value)) {
                node.setOutput(0, name);
            }
        }
    }

    private static ValueInfoProto valueInfo(String name, Element element, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH_AXIS));
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(element.code())
                .setShape(dimensions)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
