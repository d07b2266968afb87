package io.genstream.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.genstream.model.ModelException;
import io.genstream.model.RuntimeOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A native session and the execution provider that it really got. CUDA is tried when asked for; whatever keeps it from
 * working (a CPU build, a missing library, no device) is said in one log line, and the CPU takes over.
 */
record OpenedSession(OrtSession session, String provider) implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OpenedSession.class);

    static OpenedSession open(byte[] onnx, RuntimeOptions options) {
        if (options.preferCuda()) {
            if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
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

    private static OpenedSession create(byte[] onnx, RuntimeOptions options, OrtProvider provider) throws OrtException {
        OrtEnvironment environment = NativeStart.environment(); // before anything else native
        try (OrtSession.SessionOptions session = new OrtSession.SessionOptions()) {
            session.setIntraOpNumThreads(options.intraOpThreads());
            session.setInterOpNumThreads(1);
            // spinning threads take the core from the other sessions on a small machine
            session.addConfigEntry("session.intra_op.allow_spinning", "0");
            session.addConfigEntry("session.inter_op.allow_spinning", "0");
            if (provider == OrtProvider.CUDA) {
                session.addCUDA(0);
            }
            return new OpenedSession(environment.createSession(onnx, session), provider.getName());
        }
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
