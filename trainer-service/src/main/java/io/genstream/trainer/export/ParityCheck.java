package io.genstream.trainer.export;

import java.util.function.DoubleUnaryOperator;

/** Refuses files that compute something else than the engine that trained them. */
final class ParityCheck {
    /** Of values of order 1, before the conversion to bytes; honest exports stay below 1e-5. */
    static final double TOLERANCE = 1e-4;

    private ParityCheck() {}

    /**
     * Of pixels, which are of order 1: a generator whose values are so large that they round coarsely has blown up.
     *
     * @return the largest absolute difference
     * @throws ParityException where it exceeds the tolerance, or where something is not a number
     */
    static double requireClosePixels(String output, float[] engine, float[] onnxRuntime) {
        return requireClose(output, engine, onnxRuntime, value -> 1);
    }

    /**
     * Of values of any size, such as codes and features.
     *
     * @return the largest difference, absolute up to a value of 1 and relative beyond, where floats are no finer
     * @throws ParityException where it exceeds the tolerance, or where something is not a number
     */
    static double requireCloseValues(String output, float[] engine, float[] onnxRuntime) {
        return requireClose(output, engine, onnxRuntime, value -> Math.max(1, Math.abs(value)));
    }

    private static double requireClose(String output, float[] engine, float[] onnxRuntime, DoubleUnaryOperator scale) {
        if (engine.length != onnxRuntime.length) {
            throw new ParityException("output " + output + " has " + onnxRuntime.length + " values in ONNX Runtime but "
                    + engine.length + " in the engine; the exporter is broken");
        }
        double largest = 0;
        for (int i = 0; i < engine.length; i++) {
            double difference = Math.abs((double) engine[i] - onnxRuntime[i]) / scale.applyAsDouble(engine[i]);
            // written so that NaN fails
            if (!(difference <= TOLERANCE)) {
                throw new ParityException("output " + output + " differs by " + difference + " at " + i
                        + " (engine " + engine[i] + ", ONNX Runtime " + onnxRuntime[i] + "), allowed is " + TOLERANCE
                        + "; the export is refused");
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    /** The bytes of the served output against the float output of the same pass; NCHW in, NHWC out. */
    static void requireSamePixels(float[] values, byte[] pixels, long[] shape, PixelRange range) {
        int channels = (int) shape[0];
        int area = (int) (shape[1] * shape[2]);
        for (int i = 0; i < values.length; i++) {
            int image = i / (channels * area);
            int channel = i / area % channels;
            int level = pixels[(image * area + i % area) * channels + channel] & 0xFF;
            // one level: fused multiply-add may move a tie
            if (Math.abs(level - range.toByte(values[i])) > 1) {
                throw new ParityException("pixel " + i + " is " + level + " but its value " + values[i] + " means "
                        + range.toByte(values[i]) + "; the conversion to bytes is broken");
            }
        }
    }
}
