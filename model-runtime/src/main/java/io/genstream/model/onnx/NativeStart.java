package io.genstream.model.onnx;

import ai.onnxruntime.OrtEnvironment;

/**
 * ONNX Runtime's environment, created on a thread with a large stack: its native start-up (1.29.0) overflows the 1 MB stack of
 * an ordinary Java thread in a bare {@code java} process and ends the JVM without a word. Runs and sessions need no more
 * than usual afterwards. Thread-safe.
 */
final class NativeStart {
    private static final long STACK_BYTES = 8L << 20;

    private NativeStart() {}

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
            return OrtEnvironment.getEnvironment();
        }
    }
}
