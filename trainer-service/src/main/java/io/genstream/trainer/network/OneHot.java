package io.genstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Class indices as rows of zeros with a single one: how the training form takes its condition. */
public final class OneHot {
    private OneHot() {}

    public static NDArray of(int[] classes, int classCount, NDManager manager) {
        float[] rows = new float[classes.length * classCount];
        for (int i = 0; i < classes.length; i++) {
            rows[i * classCount + classes[i]] = 1;
        }
        return manager.create(rows, new Shape(classes.length, classCount));
    }
}
