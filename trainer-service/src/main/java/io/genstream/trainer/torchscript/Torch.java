package io.genstream.trainer.torchscript;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** The door to the engine. */
public final class Torch {
    private Torch() {}

    /** No downloads and no telemetry, unless the operator decided otherwise on the command line. */
    public static void stayOffline() {
        for (String property : new String[] {"ai.djl.offline", "OPT_OUT_TRACKING"}) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, "true");
            }
        }
    }

    /** A root of native memory; everything made under it goes when it is closed. */
    public static NDManager newManager() {
        return engine().newBaseManager();
    }

    public static Engine engine() {
        stayOffline();
        return Engine.getEngine("PyTorch");
    }

    /** Gathers gradients as a collector does, but leaves the graph for another loss that shares a part of it. */
    public static void backwardKeepingGraph(NDArray loss) {
        NDArray one = loss.getManager().ones(loss.getShape(), loss.getDataType());
        JniUtils.backward((PtNDArray) loss, (PtNDArray) one, true, false);
    }

    /** Native threads that the calling thread's operators use. */
    public static int threads() {
        return JniUtils.getNumThreads();
    }

    /**
     * Prepares the calling thread; both settings are properties of the thread, so call this before every burst of work.
     *
     * <p>The script optimiser is off: it rewrites a method after watching its first calls, which changes last bits, so
     * that a resumed run would differ from an uninterrupted one.
     */
    public static void prepareThread(int threads) {
        JniUtils.setNumThreads(threads);
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** Which native library this process loads, after a sum; what keeps it from that is thrown. Called by {@code doctor}. */
    public static String probe() {
        try (NDManager manager = newManager()) {
            float sum = manager.ones(new Shape(2)).sum().getFloat();
            if (sum != 2) {
                throw new IllegalStateException("PyTorch computes 1 + 1 = " + sum);
            }
        }
        return engine().getVersion() + " through DJL, on " + engine().defaultDevice();
    }
}
