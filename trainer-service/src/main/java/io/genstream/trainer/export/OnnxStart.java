package io.genstream.trainer.export;

import ai.onnxruntime.OrtEnvironment;

/**
 * Loads ONNX Runtime before it is needed: its first use registers a shutdown hook, which a JVM that is stopping refuses, so
 * that a stop in the first seconds of training could export no checkpoint. Called by the training thread; thread-safe.
 */
public final class OnnxStart {
    private OnnxStart() {}

    public static void load() {
        var unusedKeptByTheRuntime = OrtEnvironment.getEnvironment();
    }
}
