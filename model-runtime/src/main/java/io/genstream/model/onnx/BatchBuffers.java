package io.genstream.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.genstream.model.ModelException;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import io.genstream.model.card.TensorRole;
import io.genstream.model.card.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Direct buffers for one batch at its largest: ONNX Runtime reads and writes them in place. FIXED inputs are filled once.
 * Used by one run at a time.
 */
final class BatchBuffers {
    private final Map<String, ByteBuffer> inputs = new HashMap<>();
    private final Map<String, ByteBuffer> outputs = new HashMap<>();

    BatchBuffers(ModelCard card, List<ModelOutput> read, int batchLimit) {
        for (ModelInput input : card.inputs()) {
            ByteBuffer buffer = allocate(input.name(), input.elements(), input.type(), batchLimit);
            inputs.put(input.name(), buffer);
            if (input.role() == TensorRole.FIXED) {
                fillFixed(input, buffer, batchLimit);
            }
        }
        for (ModelOutput output : read) {
            outputs.put(output.name(), allocate(output.name(), output.elements(), output.type(), batchLimit));
        }
    }

    ByteBuffer input(ModelInput input, int row) {
        return row(
                inputs.get(input.name()), row, input.elements() * input.type().bytes());
    }

    ByteBuffer output(ModelOutput output, int row) {
        return row(
                outputs.get(output.name()),
                row,
                output.elements() * output.type().bytes());
    }

    /** A tensor over the first rows; with 0 rows one sample without a batch axis. */
    OnnxTensor inputTensor(OrtEnvironment environment, ModelInput input, int rows) throws OrtException {
        return tensor(environment, inputs.get(input.name()), input.type(), input.shape(), rows);
    }

    OnnxTensor outputTensor(OrtEnvironment environment, ModelOutput output, int rows) throws OrtException {
        return tensor(environment, outputs.get(output.name()), output.type(), output.shape(), rows);
    }

    static OnnxJavaType javaType(TensorType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case INT64 -> OnnxJavaType.INT64;
            case UINT8 -> OnnxJavaType.UINT8;
        };
    }

    private static OnnxTensor tensor(
            OrtEnvironment environment, ByteBuffer buffer, TensorType type, List<Integer> sample, int rows)
            throws OrtException {
        int batchAxes = rows == 0 ? 0 : 1;
        long[] shape = new long[sample.size() + batchAxes];
        long elements = Math.max(rows, 1);
        if (batchAxes == 1) {
            shape[0] = rows;
        }
        for (int axis = 0; axis < sample.size(); axis++) {
            shape[axis + batchAxes] = sample.get(axis);
            elements *= sample.get(axis);
        }
        ByteBuffer used = row(buffer, 0, Math.toIntExact(elements * type.bytes()));
        return OnnxTensor.createTensor(environment, used, shape, javaType(type));
    }

    private static ByteBuffer row(ByteBuffer buffer, int row, int bytes) {
        return buffer.slice(row * bytes, bytes).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer allocate(String name, int elements, TensorType type, int batchLimit) {
        long bytes = (long) elements * type.bytes() * batchLimit;
        if (bytes > Integer.MAX_VALUE) {
            throw new ModelException("tensor '" + name + "' needs " + bytes + " bytes for a batch of " + batchLimit
                    + "; run it with a smaller batch");
        }
        try {
            return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        } catch (OutOfMemoryError e) {
            // the JVM's limit on direct memory, not its heap: the service can go on
            throw new ModelException(
                    "no direct memory for tensor '" + name + "' (" + bytes
                            + " bytes); run it with a smaller batch or raise -XX:MaxDirectMemorySize",
                    e);
        }
    }

    private static void fillFixed(ModelInput input, ByteBuffer buffer, int batchLimit) {
        for (int row = 0; row < batchLimit; row++) {
            for (float value : input.fixedValues()) {
                switch (input.type()) {
                    case FLOAT32 -> buffer.putFloat(value);
                    case INT64 -> buffer.putLong((long) value);
                    case UINT8 -> buffer.put((byte) (int) value);
                }
            }
        }
        buffer.rewind();
    }
}
