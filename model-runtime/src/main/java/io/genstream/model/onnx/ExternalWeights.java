package io.genstream.model.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Finds tensors whose values lie in a file beside the model's: what PyTorch's exporter writes by default since 2.9. A session made of
 * bytes would look for that file where the process happens to run, and take whatever it finds. Reads no values.
 */
final class ExternalWeights {
    private static final String LOCATION = "location";

    /** As onnx.proto nests them, by field number: all that may hold a tensor. */
    private static final Map<Message, Map<Integer, Message>> FIELDS = Map.of(
            Message.MODEL, Map.of(7, Message.GRAPH, 25, Message.FUNCTION),
            Message.FUNCTION, Map.of(7, Message.NODE),
            Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
            Message.NODE, Map.of(5, Message.ATTRIBUTE),
            Message.ATTRIBUTE,
                    Map.of(
                            5,
                            Message.TENSOR,
                            6,
                            Message.GRAPH,
                            10,
                            Message.TENSOR,
                            11,
                            Message.GRAPH,
                            22,
                            Message.SPARSE_TENSOR,
                            23,
                            Message.SPARSE_TENSOR),
            Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR),
            Message.TENSOR, Map.of(13, Message.EXTERNAL_DATA));

    private enum Message {
        MODEL,
        FUNCTION,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR,
        EXTERNAL_DATA
    }

    private ExternalWeights() {}

    /** The file that the first such tensor names; empty as well where the bytes are no model, which is for ONNX Runtime to say. */
    static Optional<String> location(byte[] onnx) {
        try {
            return location(CodedInputStream.newInstance(onnx), Message.MODEL);
        } catch (IOException notAModel) {
            return Optional.empty();
        }
    }

    private static Optional<String> location(CodedInputStream in, Message message) throws IOException {
        if (message == Message.EXTERNAL_DATA) {
            return entry(in);
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Message inner = FIELDS.get(message).get(WireFormat.getTagFieldNumber(tag));
            if (inner != null && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int outer = in.pushLimit(in.readRawVarint32());
                Optional<String> found = location(in, inner);
                if (found.isPresent()) {
                    return found;
                }
                in.popLimit(outer);
            } else if (!in.skipField(tag)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<String> entry(CodedInputStream in) throws IOException {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> key = in.readString();
                case 2 -> value = in.readString();
                default -> {
                    if (!in.skipField(tag)) {
                        return Optional.empty();
                    }
                }
            }
        }
        return key.equals(LOCATION) ? Optional.of(value) : Optional.empty();
    }
}
