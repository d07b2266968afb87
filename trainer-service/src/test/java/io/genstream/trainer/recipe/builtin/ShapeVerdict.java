package io.genstream.trainer.recipe.builtin;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.testing.Painted;
import io.genstream.trainer.testing.Shapes;

/** Judges a generator of {@link Shapes} as users see it: is there a shape, and is it of the colour that was asked for? */
final class ShapeVerdict {
    private static final int IMAGES = 300;

    /** Chance is a third. */
    private static final double ENOUGH = 0.7;

    /** The lit channel's mean over 64 to 196 pixels of 230 on 25; the dark ones stay at 25. */
    private static final double LIT = 15;

    private ShapeVerdict() {}

    static boolean accepts(ExportedModel model) {
        return agreement(model) >= ENOUGH;
    }

    static double agreement(ExportedModel model) {
        float[][] conditions = new float[IMAGES][];
        for (int i = 0; i < IMAGES; i++) {
            conditions[i] = condition(model.card().labelKind(), i % 3);
        }
        byte[][] made = Painted.of(model, conditions);
        int right = 0;
        for (int i = 0; i < IMAGES; i++) {
            right += shows(made[i], Shapes.COLOUR[i % 3]) ? 1 : 0;
        }
        return (double) right / IMAGES;
    }

    private static float[] condition(LabelKind kind, int shape) {
        if (kind == LabelKind.CLASS) {
            return new float[] {shape};
        }
        float[] row = {-1, -1, -1};
        row[Shapes.COLOUR[shape]] = 1;
        return row;
    }

    private static boolean shows(byte[] raw, int lit) {
        double[] mean = new double[3];
        for (int i = 0; i < raw.length; i++) {
            mean[i % 3] += (raw[i] & 0xFF) / (raw.length / 3.0);
        }
        return mean[lit] > mean[(lit + 1) % 3] + LIT && mean[lit] > mean[(lit + 2) % 3] + LIT;
    }
}
