package io.genstream.trainer.digits;

import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.UnsuitableDataException;

/** Grey pictures of at most 32 x 32 with one class each, padded with black to 32 x 32 and scaled to 0 to 1. Immutable. */
final class DigitPictures {
    static final int SIDE = 32;
    static final int AREA = SIDE * SIDE;
    static final long[] CHW = {1, SIDE, SIDE};

    private final TrainingData data;
    private final float[][] pictures;
    private final int[] classes;

    private DigitPictures(TrainingData data, float[][] pictures, int[] classes) {
        this.data = data;
        this.pictures = pictures;
        this.classes = classes;
    }

    static DigitPictures of(TrainingData data) {
        if (data.channels() != 1 || data.height() > SIDE || data.width() > SIDE) {
            throw new UnsuitableDataException("the digits recipes take grey pictures of at most 32x32; data set "
                    + data.datasetId() + " has " + data.height() + "x" + data.width() + "x" + data.channels());
        }
        if (data.attributeNames().isEmpty()) {
            throw new UnsuitableDataException(
                    "the digits recipes need a data set of classes; " + data.datasetId() + " names none");
        }
        float[][] pictures = new float[data.size()][];
        int[] classes = new int[data.size()];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = toUnit(data.images()[i], data.height(), data.width());
            classes[i] = classOf(data, i);
        }
        return new DigitPictures(data, pictures, classes);
    }

    /** Padded and scaled. */
    static float[] toUnit(byte[] raw, int height, int width) {
        byte[] padded = new Pixels(height, width, 1, raw).padded(SIDE, SIDE).raw();
        float[] unit = new float[AREA];
        for (int i = 0; i < AREA; i++) {
            unit[i] = (padded[i] & 0xFF) / 255f;
        }
        return unit;
    }

    private static int classOf(TrainingData data, int i) {
        float[] row = data.labels()[i];
        int classes = data.attributeNames().size();
        if (row.length != 1 || row[0] != Math.rint(row[0]) || row[0] < 0 || row[0] >= classes) {
            throw new UnsuitableDataException("data set " + data.datasetId() + ", image " + i
                    + ": a label row must be one class index from 0 to " + (classes - 1));
        }
        return (int) row[0];
    }

    int size() {
        return pictures.length;
    }

    int classCount() {
        return data.attributeNames().size();
    }

    TrainingData data() {
        return data;
    }

    float[] picture(int i) {
        return pictures[i];
    }

    /** One after the other. */
    float[] pictures(int[] indices) {
        float[] batch = new float[indices.length * AREA];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pictures[indices[i]], 0, batch, i * AREA, AREA);
        }
        return batch;
    }

    int[] classes(int[] indices) {
        int[] batch = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            batch[i] = classes[indices[i]];
        }
        return batch;
    }
}
