package io.genstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Labels as the rows that the training form takes. */
public final class Conditions {
    private Conditions() {}

    /** @param labels one a row: a class index alone, or attribute values */
    public static NDArray of(Condition condition, float[][] labels, NDManager manager) {
        int size = condition.rowSize();
        float[] rows = new float[labels.length * size];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(condition.row(labels[i]), 0, rows, i * size, size);
        }
        return manager.create(rows, new Shape(labels.length, size));
    }
}
