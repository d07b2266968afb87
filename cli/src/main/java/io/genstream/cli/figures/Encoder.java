package io.genstream.cli.figures;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.model.onnx.OnnxRuntimeInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A version's encoder artifact, run here: float NCHW {@code image} and, where conditional, {@code condition} in; the code, or a
 * posterior's means followed by its log variances, out. Used by one thread.
 */
final class Encoder implements AutoCloseable {
    private static final String IMAGE = "image";
    private static final String CONDITION = "condition";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int latentSize;

    /** @throws CommandException where the file is no encoder that we know */
    Encoder(byte[] file, int latentSize) {
        this.latentSize = latentSize;
        OnnxRuntimeInfo.load(); // its start-up needs more of a stack than this thread has
        this.environment = OrtEnvironment.getEnvironment();
        try {
            session = environment.createSession(file);
        } catch (OrtException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    /** @param pixels channels first, in the range that the encoder was trained with */
    float[] encode(float[] pixels, List<Float> label) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            long[] shape = input(IMAGE).getShape().clone();
            shape[0] = 1;
            inputs.put(IMAGE, OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape));
            if (session.getInputNames().contains(CONDITION)) {
                inputs.put(CONDITION, condition(label));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                float[] row = ((float[][]) result.get(0).getValue())[0];
                if (row.length != latentSize && row.length != 2 * latentSize) {
                    throw unusable(row.length + " values for a latent of " + latentSize, null);
                }
                return Arrays.copyOf(row, latentSize);
            }
        } catch (OrtException | ClassCastException e) {
            throw unusable(e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    boolean conditional() {
        return session.getInputNames().contains(CONDITION);
    }

    private OnnxTensor condition(List<Float> label) throws OrtException {
        if (input(CONDITION).type == OnnxJavaType.INT64) {
            return OnnxTensor.createTensor(
                    environment, LongBuffer.wrap(new long[] {label.get(0).longValue()}), new long[] {1});
        }
        float[] row = new float[label.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = label.get(i);
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(row), new long[] {1, row.length});
    }

    private TensorInfo input(String name) throws OrtException {
        NodeInfo node = session.getInputInfo().get(name);
        if (node == null) {
            throw unusable("it has no input " + name, null);
        }
        return (TensorInfo) node.getInfo();
    }

    private static CommandException unusable(String why, Exception cause) {
        return new CommandException(ExitCode.REFUSED, "the version's encoder cannot be used: " + why, cause);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw unusable(e.getMessage(), e);
        }
    }
}
