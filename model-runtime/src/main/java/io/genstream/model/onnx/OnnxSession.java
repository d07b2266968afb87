package io.genstream.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model file in ONNX Runtime, by the names of its own tensors; {@link OnnxModel} is one that a card describes. CUDA is tried
 * when asked for; whatever keeps it from working (a CPU build, a missing library, no device) is said in one log line, and the
 * CPU takes over. Runs are thread-safe, {@link #close} is not to meet one.
 */
public final class OnnxSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OnnxSession.class);

    private final OrtSession session;
    private final String provider;

    private OnnxSession(OrtSession session, String provider) {
        this.session = session;
        this.provider = provider;
    }

    /** @throws ModelException where the bytes are no model that this runtime can run */
    public static OnnxSession open(byte[] onnx, RuntimeOptions options) {
        ExternalWeights.location(onnx).ifPresent(file -> {
            throw new ModelException("its weights are in another file, " + file
                    + ", and a model is one file here: put them inside, with Python"
                    + " onnx.save(onnx.load(\"model.onnx\"), \"inside.onnx\")");
        });
        if (options.preferCuda()) {
            if (!OnnxRuntime.load().providers().contains(OrtProvider.CUDA.getName())) {
                log.debug(
                        "CUDA is preferred, but this ONNX Runtime is a CPU build (put onnxruntime_gpu on the class path);"
                                + " using the CPU");
            } else {
                try {
                    return create(onnx, options, OrtProvider.CUDA);
                } catch (OrtException e) {
                    log.warn("CUDA was asked for, but does not work ({}); using the CPU", e.getMessage());
                }
            }
        }
        try {
            return create(onnx, options, OrtProvider.CPU);
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime cannot open the model: " + e.getMessage(), e);
        }
    }

    private static OnnxSession create(byte[] onnx, RuntimeOptions options, OrtProvider provider) throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment(); // before anything else native
        try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
            session.setIntraOpNumThreads(options.intraOpThreads());
            session.setInterOpNumThreads(1);
            // spinning threads take the core from the other sessions on a small machine
            session.addConfigEntry("session.intra_op.allow_spinning", "0");
            session.addConfigEntry("session.inter_op.allow_spinning", "0");
            if (provider == OrtProvider.CUDA) {
                session.addCUDA(0);
            }
            return new OnnxSession(environment.createSession(onnx, session), provider.getName());
        }
    }

    /** The execution provider that it really got, in ONNX Runtime's own words. */
    public String executionProvider() {
        return provider;
    }

    /** Whether the file has an input of this name. */
    public boolean takes(String input) {
        return session.getInputNames().contains(input);
    }

    /** Names of its outputs, in the file's order. */
    public List<String> outputs() {
        return List.copyOf(session.getOutputNames());
    }

    /** What came out of a pass: the values of each output, all rows one after the other. */
    public static final class Outputs {
        private final Map<String, float[]> floats = new HashMap<>();
        private final Map<String, byte[]> bytes = new HashMap<>();

        private Outputs(OrtSession.Result result) {
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue() instanceof OnnxTensor tensor) {
                    if (tensor.getInfo().type == OnnxJavaType.UINT8) {
                        ByteBuffer buffer = tensor.getByteBuffer();
                        buffer.get(bytes.computeIfAbsent(output.getKey(), name -> new byte[buffer.remaining()]));
                    } else if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
                        FloatBuffer buffer = tensor.getFloatBuffer();
                        buffer.get(floats.computeIfAbsent(output.getKey(), name -> new float[buffer.remaining()]));
                    }
                }
            }
        }

        /** @throws ModelException where there is no such output of floats */
        public float[] floats(String name) {
            return present(floats.get(name), name);
        }

        /** @throws ModelException where there is no such output of bytes */
        public byte[] bytes(String name) {
            return present(bytes.get(name), name);
        }

        private static <T> T present(T values, String name) {
            if (values == null) {
                throw new ModelException("the model has no output " + name + " of that type");
            }
            return values;
        }
    }

    /**
     * One pass.
     *
     * @param inputs values by input, one row a sample; whole numbers for an int64 input
     * @throws ModelException where they do not fit the file, or ONNX Runtime fails
     */
    public Outputs run(Map<String, float[][]> inputs) {
        Map<String, OnnxTensor> fed = new HashMap<>();
        try {
            Map<String, NodeInfo> known = session.getInputInfo();
            for (Map.Entry<String, float[][]> input : inputs.entrySet()) {
                if (!(known.containsKey(input.getKey())
                        && known.get(input.getKey()).getInfo() instanceof TensorInfo info)) {
                    throw new ModelException("the model has no input " + input.getKey());
                }
                fed.put(input.getKey(), tensor(input.getKey(), info, input.getValue()));
            }
            try (OrtSession.Result result = session.run(fed)) {
                return new Outputs(result);
            }
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime failed: " + e.getMessage(), e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(String name, TensorInfo info, float[][] rows) throws OrtException {
        long[] shape = info.getShape();
        long sample = 1;
        for (int axis = 1; axis < shape.length; axis++) {
            if (shape[axis] < 0) {
                throw new ModelException("input " + name + " has a size that the file leaves open");
            }
            sample *= shape[axis];
        }
        float[] values = new float[Math.toIntExact(rows.length * sample)];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != sample) {
                throw new ModelException("input " + name + " takes " + sample + " values, not " + rows[i].length);
            }
            System.arraycopy(rows[i], 0, values, Math.toIntExact(i * sample), rows[i].length);
        }
        shape[0] = rows.length;
        OrtEnvironment environment = OnnxRuntime.environment();
        return switch (info.type) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
            case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(whole(values)), shape);
            default -> throw new ModelException("input " + name + " is of type " + info.type);
        };
    }

    private static long[] whole(float[] values) {
        long[] whole = new long[values.length];
        Arrays.setAll(whole, i -> (long) values[i]);
        return whole;
    }

    OrtSession session() {
        return session;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            log.warn("closing an ONNX Runtime session failed: {}", e.getMessage());
        }
    }
}
