package io.genstream.trainer.export;

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

    /** With the batch axis. */
    public long[] batchShape() {
        long[] batch = new long[shape.length + 1];
        batch[0] = rows();
        System.arraycopy(shape, 0, batch, 1, shape.length);
        return batch;
    }
}
