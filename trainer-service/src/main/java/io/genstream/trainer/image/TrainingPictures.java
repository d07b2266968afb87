package io.genstream.trainer.image;

import io.genstream.model.card.LabelKind;
import io.genstream.model.pixels.Pixels;
import io.genstream.model.pixels.Resize;
import io.genstream.trainer.network.Condition;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.UnsuitableDataException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The pictures of a data set at 32 x 32, a byte a value, and the condition that its labels make. Immutable. */
final class TrainingPictures {
    static final int SIDE = 32;
    static final int AREA = SIDE * SIDE;

    private final TrainingData data;
    private final byte[][] planes;
    private final Condition condition;
    private final boolean mirrored;
    private final boolean askedEvenly;

    private TrainingPictures(TrainingData data, byte[][] planes, boolean mirrored, boolean askedEvenly) {
        this.data = data;
        this.planes = planes;
        this.condition = Labels.condition(data);
        this.mirrored = mirrored;
        this.askedEvenly = askedEvenly;
    }

    /** Grey pictures of classes, padded with black; a generator is asked for every class equally often. */
    static TrainingPictures digits(TrainingData data) {
        if (data.channels() != 1 || data.height() > SIDE || data.width() > SIDE) {
            throw new UnsuitableDataException("the digits recipes take grey pictures of at most 32x32; data set "
                    + data.datasetId() + " has " + data.height() + "x" + data.width() + "x" + data.channels()
                    + ": use an image recipe");
        }
        if (data.labelKind() != LabelKind.CLASS) {
            throw new UnsuitableDataException("the digits recipes need a data set of classes; the labels of "
                    + data.datasetId() + " are " + data.labelKind() + ": use an image recipe");
        }
        return new TrainingPictures(data, planes(data, picture -> picture.padded(SIDE, SIDE)), false, true);
    }

    /**
     * Any pictures, cut and resized; a generator is asked for what the data set has, as often as it has it.
     *
     * @param mirrored whether half of them are seen in a mirror
     */
    static TrainingPictures any(TrainingData data, boolean mirrored) {
        return new TrainingPictures(data, planes(data, picture -> Resize.AREA.square(picture, SIDE)), mirrored, false);
    }

    private interface Resizing {
        Pixels apply(Pixels picture);
    }

    /** Channels first. */
    private static byte[][] planes(TrainingData data, Resizing resizing) {
        int channels = data.channels();
        byte[][] planes = new byte[data.size()][channels * AREA];
        for (int n = 0; n < planes.length; n++) {
            byte[] raw = resizing.apply(new Pixels(data.height(), data.width(), channels, data.images()[n]))
                    .raw();
            for (int i = 0; i < raw.length; i++) {
                planes[n][i % channels * AREA + i / channels] = raw[i];
            }
        }
        return planes;
    }

    int size() {
        return planes.length;
    }

    int channels() {
        return data.channels();
    }

    /** Shape of one picture. */
    long[] chw() {
        return new long[] {channels(), SIDE, SIDE};
    }

    Condition condition() {
        return condition;
    }

    TrainingData data() {
        return data;
    }

    /** One picture in 0 to 1, channels first. */
    float[] picture(int index) {
        float[] unit = new float[planes[index].length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (planes[index][i] & 0xFF) / 255f;
        }
        return unit;
    }

    /** In 0 to 1, one after the other. */
    float[] pictures(int[] indices) {
        int length = channels() * AREA;
        float[] batch = new float[indices.length * length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(picture(indices[i]), 0, batch, i * length, length);
        }
        return batch;
    }

    /** As {@link #pictures}; where this data set may be mirrored, half of them are. */
    float[] pictures(int[] indices, StepRandom random, long step) {
        float[] batch = pictures(indices);
        if (mirrored) {
            RandomGenerator generator = random.of(StepRandom.Purpose.AUGMENTATION, step);
            for (int i = 0; i < indices.length; i++) {
                if (generator.nextBoolean()) {
                    Mirror.apply(batch, i * channels() * AREA, channels() * SIDE);
                }
            }
        }
        return batch;
    }

    float[][] labels(int[] indices) {
        return Arrays.stream(indices).mapToObj(i -> data.labels()[i]).toArray(float[][]::new);
    }

    /** What a generator is asked for in a step. */
    float[][] asked(StepRandom random, long step, int count) {
        if (askedEvenly) {
            return Labels.ofClasses(random.classes(StepRandom.Purpose.LABEL, step, count, condition.size()));
        }
        return labels(random.classes(StepRandom.Purpose.LABEL, step, count, size()));
    }
}
