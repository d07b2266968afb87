package io.genstream.model;

/**
 * How a model is run. One thread a session and several callers beat several threads a session, which spin and disturb
 * their neighbours; so one thread is the default.
 *
 * @param intraOpThreads threads of one run, at least 1
 * @param preferCuda use CUDA where this ONNX Runtime has it; otherwise the CPU is used and a log line says so
 * @param maxBatch samples of one native run, at least 1; longer calls are split. It bounds native memory. A card with a
 *     fixed batch overrides it
 */
public record RuntimeOptions(int intraOpThreads, boolean preferCuda, int maxBatch) {
    public RuntimeOptions {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("intraOpThreads must be at least 1, not " + intraOpThreads);
        }
        if (maxBatch < 1) {
            throw new IllegalArgumentException("maxBatch must be at least 1, not " + maxBatch);
        }
    }

    /** One CPU thread, at most 32 samples a run. */
    public static RuntimeOptions defaults() {
        return new RuntimeOptions(1, false, 32);
    }
}
