package io.genstream.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.List;

/**
 * Which native ONNX Runtime this process loads.
 *
 * @param providers execution providers of this build, best first; one being there does not say that its device is
 */
public record OnnxRuntimeInfo(String version, List<String> providers) {
    public OnnxRuntimeInfo {
        providers = List.copyOf(providers);
    }

    /** Loads the library; what keeps it from loading is thrown, linkage errors among it. Called by {@code doctor}. */
    public static OnnxRuntimeInfo load() {
        OrtEnvironment environment = NativeStart.environment();
        return new OnnxRuntimeInfo(
                environment.getVersion(),
                OrtEnvironment.getAvailableProviders().stream()
                        .map(OrtProvider::getName)
                        .toList());
    }
}
