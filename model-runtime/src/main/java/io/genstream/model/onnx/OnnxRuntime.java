package io.genstream.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import io.genstream.model.ModelException;
import java.util.List;

/**
 * The native ONNX Runtime that this process loads; whatever needs it comes through here. Thread-safe.
 *
 * @param providers execution providers of this build, best first; one being there does not say that its device is
 */
public record OnnxRuntime(String version, List<String> providers) {
    /** Its start-up (1.29.0) overflows the 1 MB stack of an ordinary Java thread and ends the JVM without a word. */
    private static final long STACK_BYTES = 8L << 20;

    public OnnxRuntime {
        providers = List.copyOf(providers);
    }

    /**
     * Loads the library where it is not loaded yet; what keeps it from loading is thrown, linkage errors among it. The first
     * use registers a shutdown hook, which a JVM that is stopping refuses: whoever may need it then calls this before.
     */
    public static OnnxRuntime load() {
        OrtEnvironment environment = environment();
        return new OnnxRuntime(
                environment.getVersion(),
                OrtEnvironment.getAvailableProviders().stream()
                        .map(OrtProvider::getName)
                        .toList());
    }

    static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    /** The class loader's lock makes the start lazy and single. */
    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = start();

        private static OrtEnvironment start() {
            Thread starter = new Thread(null, OrtEnvironment::getEnvironment, "onnxruntime-start", STACK_BYTES);
            starter.start();
            boolean interrupted = false;
            while (starter.isAlive()) {
                try {
                    starter.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return quiet(OrtEnvironment.getEnvironment());
        }

        /** It would send events to its maker. The files that it begins with only ORT_DISABLE_TELEMETRY=1 keeps away. */
        private static OrtEnvironment quiet(OrtEnvironment environment) {
            try {
                environment.setTelemetry(false);
                return environment;
            } catch (OrtException e) {
                throw new ModelException("ONNX Runtime's telemetry cannot be switched off: " + e.getMessage(), e);
            }
        }
    }
}
