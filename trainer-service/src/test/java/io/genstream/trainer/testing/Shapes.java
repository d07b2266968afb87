package io.genstream.trainer.testing;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.recipe.TrainingData;
import java.util.List;
import java.util.SplittableRandom;

/** A data set of coloured shapes, made from a seed: the class is the colour and the shape, place and size vary. */
public final class Shapes {
    public static final int SIDE = 24;
    public static final List<String> CLASSES = List.of("red disc", "green square", "blue disc");

    /** Channel that is lit, by class. */
    public static final int[] COLOUR = {0, 1, 2};

    private Shapes() {}

    public static TrainingData ofClasses(int count) {
        return data(LabelKind.CLASS, CLASSES, count);
    }

    public static TrainingData unlabelled(int count) {
        return data(LabelKind.NONE, List.of(), count);
    }

    /** One attribute a colour, 1 where it is lit and -1 elsewhere. */
    public static TrainingData ofAttributes(int count) {
        return data(LabelKind.ATTRIBUTES, List.of("red", "green", "blue"), count);
    }

    private static TrainingData data(LabelKind kind, List<String> names, int count) {
        SplittableRandom random = new SplittableRandom(5);
        byte[][] images = new byte[count][];
        float[][] labels = new float[count][];
        for (int i = 0; i < count; i++) {
            int shape = i % CLASSES.size();
            images[i] = paint(shape, random);
            labels[i] = switch (kind) {
                case NONE -> new float[0];
                case CLASS -> new float[] {shape};
                case ATTRIBUTES -> {
                    float[] row = {-1, -1, -1};
                    row[COLOUR[shape]] = 1;
                    yield row;
                }
            };
        }
        return new TrainingData("shapes", 2, SIDE, SIDE, 3, kind, names, "CC0-1.0", images, labels);
    }

    public static byte[] paint(int shape, SplittableRandom random) {
        byte[] raw = new byte[SIDE * SIDE * 3];
        int radius = random.nextInt(5, 9);
        int middleX = random.nextInt(radius, SIDE - radius);
        int middleY = random.nextInt(radius, SIDE - radius);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int dx = Math.abs(x - middleX);
                int dy = Math.abs(y - middleY);
                boolean inside = shape == 1 ? Math.max(dx, dy) < radius : dx * dx + dy * dy < radius * radius;
                for (int c = 0; c < 3; c++) {
                    raw[(y * SIDE + x) * 3 + c] = (byte) (inside && c == COLOUR[shape] ? 230 : 25);
                }
            }
        }
        return raw;
    }
}
