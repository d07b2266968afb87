package io.genstream.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network is told beside its input, and the layers that listen to it. Immutable.
 *
 * <p>In training a condition is a row of floats: one-hot for a class; a leading 1 and then the values for attributes, so
 * that every table lookup is one matrix product for both. A served network takes the class index or the bare values.
 *
 * @param size classes or attributes; 0 for none
 */
public record Condition(Kind kind, int size) {
    /** How the row is made. */
    public enum Kind {
        NONE,
        CLASS,
        ATTRIBUTES
    }

    public static Condition none() {
        return new Condition(Kind.NONE, 0);
    }

    public static Condition classes(int classes) {
        return new Condition(Kind.CLASS, classes);
    }

    public static Condition attributes(int attributes) {
        return new Condition(Kind.ATTRIBUTES, attributes);
    }

    public boolean present() {
        return kind != Kind.NONE;
    }

    /** Floats of a row in training; 0 for none. */
    public int rowSize() {
        return kind == Kind.ATTRIBUTES ? 1 + size : size;
    }

    /** The training row of a label: a class index alone, or one value an attribute. */
    public float[] row(float[] label) {
        float[] row = new float[rowSize()];
        switch (kind) {
            case NONE -> {}
            case CLASS -> row[(int) label[0]] = 1;
            case ATTRIBUTES -> {
                row[0] = 1;
                System.arraycopy(label, 0, row, 1, size);
            }
        }
        return row;
    }

    /** One below the other, as the training form takes them. */
    public NDArray rows(float[][] labels, NDManager manager) {
        int size = rowSize();
        float[] rows = new float[labels.length * size];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(row(labels[i]), 0, rows, i * size, size);
        }
        return manager.create(rows, new Shape(labels.length, size));
    }

    /** These layers, after the condition was appended to their input. */
    List<Layer> appendedTo(Layer... layers) {
        List<Layer> all = new ArrayList<>(List.of(layers));
        if (present()) {
            all.add(0, Shaping.APPEND_CONDITION);
        }
        return all;
    }

    /** Batch normalisation whose gain and offset depend on the condition. */
    Layer normalisation(int channels) {
        return present() ? new ConditionalBatchNorm(channels, this) : new BatchNorm(channels);
    }
}
