package io.genstream.trainer.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Operators written in TorchScript, loaded once and called by name; gradients flow through them.
 *
 * <p>DJL throws on transposed convolution and lacks fused optimiser steps, instance norm, higher-order gradients and
 * more. {@code IValueUtils.runMethod} would be the obvious call, but it forces inference mode; a forward call with a
 * marker array whose name chooses the method keeps autograd alive. Confined to the thread of its session.
 */
public final class ScriptLibrary implements AutoCloseable {
    private static final String METHOD_MARKER = "module_method:";

    private final NDManager manager;
    private final PtSymbolBlock block;
    private final Map<String, NDArray> markers = new HashMap<>();

    private ScriptLibrary(NDManager manager, List<ScriptMethod> methods) {
        this.manager = manager;
        this.block = load((PtNDManager) manager, methods);
        for (ScriptMethod method : methods) {
            NDArray marker = manager.create(0f);
            marker.setName(METHOD_MARKER + method.name());
            markers.put(method.name(), marker);
        }
    }

    public static ScriptLibrary load(NDManager parent, List<ScriptMethod> methods) {
        return new ScriptLibrary(parent.newSubManager(), methods);
    }

    /** The result lives in the manager of the first input, so that input must be one of this step. */
    public NDArray call(String method, NDArray... inputs) {
        return callAll(method, inputs).get(0);
    }

    /** For a method that returns several values. */
    public NDList callAll(String method, NDArray... inputs) {
        NDArray marker = markers.get(method);
        if (marker == null) {
            throw new IllegalArgumentException("no script method " + method + "; there are " + markers.keySet());
        }
        NDList arguments = new NDList(inputs);
        arguments.add(marker);
        return IValueUtils.forward(block, arguments, true);
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }

    private static PtSymbolBlock load(PtNDManager manager, List<ScriptMethod> methods) {
        try {
            Path archive = Files.createTempFile("genstream-script", ".pt");
            try {
                try (OutputStream out = Files.newOutputStream(archive)) {
                    ScriptArchive.write(methods, out);
                }
                return JniUtils.loadModule(manager, archive, true, new String[0], new String[0], true);
            } finally {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the script library to the temporary directory", e);
        }
    }
}
