package io.genstream.trainer.export;

import java.util.Arrays;

/**
 * Inputs on which engine and ONNX Runtime are compared.
 *
 * @param input row-major, first axis the batch
 * @param shape without the batch axis
 * @param labels one a row: a class index alone, or attribute values; ignored by unconditional networks
 */
public record Probe(float[] input, long[] shape, float[][] labels) {
    public int rows() {
        return labels.length;
    }

    /** The input, a row a sample. */
    float[][] inputRows() {
        float[][] rows = new float[rows()][];
        int length = input.length / rows.length;
        Arrays.setAll(rows, i -> Arrays.copyOfRange(input, i * length, (i + 1) * length));
        return rows;
    }

    /** With the batch axis. */
    public long[] batchShape() {
        long[] batch = new long[shape.length + 1];
        batch[0] = rows();
        System.arraycopy(shape, 0, batch, 1, shape.length);
        return batch;
    }
}
