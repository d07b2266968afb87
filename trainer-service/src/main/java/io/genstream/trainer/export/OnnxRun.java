package io.genstream.trainer.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** One pass of a model file through ONNX Runtime. */
final class OnnxRun implements AutoCloseable {
    private final OrtSession session;
    private final OrtSession.Result result;

    private OnnxRun(OrtSession session, OrtSession.Result result) {
        this.session = session;
        this.result = result;
    }

    static OnnxRun of(byte[] file, String inputName, String conditionName, Probe probe) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            OrtSession session = environment.createSession(file, options);
            try {
                inputs.put(
                        inputName,
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(probe.input()), probe.batchShape()));
                NodeInfo condition = session.getInputInfo().get(conditionName);
                if (condition != null) {
                    inputs.put(conditionName, condition(environment, condition, probe.labels()));
                }
                return new OnnxRun(session, session.run(inputs));
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ParityException("ONNX Runtime refuses the exported file: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor condition(OrtEnvironment environment, NodeInfo input, float[][] labels)
            throws OrtException {
        if (((TensorInfo) input.getInfo()).type == OnnxJavaType.INT64) {
            long[] classes =
                    Arrays.stream(labels).mapToLong(row -> (long) row[0]).toArray();
            return OnnxTensor.createTensor(environment, LongBuffer.wrap(classes), new long[] {classes.length});
        }
        return OnnxTensor.createTensor(environment, labels);
    }

    float[] floats(String output) {
        FloatBuffer buffer = tensor(output).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    byte[] bytes(String output) {
        ByteBuffer buffer = tensor(output).getByteBuffer();
        byte[] values = new byte[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private OnnxTensor tensor(String output) {
        return (OnnxTensor)
                result.get(output).orElseThrow(() -> new ParityException("the exported file has no output " + output));
    }

    @Override
    public void close() {
        result.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close an ONNX Runtime session", e);
        }
    }
}
