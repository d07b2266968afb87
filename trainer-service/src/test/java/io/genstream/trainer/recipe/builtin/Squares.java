package io.genstream.trainer.recipe.builtin;

import io.genstream.model.card.LabelKind;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.testing.Painted;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pictures of 64 x 64 whose attributes can be measured: a square's place across and down, its colour from blue to red, each
 * from -1 to 1. And the verdict on a generator of them.
 */
final class Squares {
    static final List<String> ATTRIBUTES = List.of("right", "down", "red");

    private static final int SIDE = 64;
    private static final int RADIUS = 10;
    private static final int REACH = SIDE / 2 - RADIUS - 1;
    private static final int GROUND = 20;
    private static final int ASKED = 100;

    /** Correlation of what is asked for with what is painted. */
    private static final double ENOUGH = 0.5;

    private Squares() {}

    static TrainingData data(int count) {
        SplittableRandom random = new SplittableRandom(8);
        byte[][] images = new byte[count][];
        float[][] labels = new float[count][];
        for (int i = 0; i < count; i++) {
            labels[i] = row(random);
            images[i] = paint(labels[i]);
        }
        return new TrainingData(
                "squares", 3, SIDE, SIDE, 3, LabelKind.ATTRIBUTES, ATTRIBUTES, "CC0-1.0", images, labels);
    }

    private static float[] row(SplittableRandom random) {
        float[] row = new float[ATTRIBUTES.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextDouble(-1, 1);
        }
        return row;
    }

    private static byte[] paint(float[] row) {
        byte[] raw = new byte[SIDE * SIDE * 3];
        int middleX = SIDE / 2 + Math.round(REACH * row[0]);
        int middleY = SIDE / 2 + Math.round(REACH * row[1]);
        for (int i = 0; i < raw.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            boolean inside = Math.max(Math.abs(x - middleX), Math.abs(y - middleY)) < RADIUS;
            double share = i % 3 == 0 ? (1 + row[2]) / 2 : i % 3 == 2 ? (1 - row[2]) / 2 : 0.3;
            raw[i] = (byte) (inside ? GROUND + 220 * share : GROUND);
        }
        return raw;
    }

    /** Whether each attribute acts on the picture as it does in the data. */
    static boolean obeys(ExportedModel model) {
        for (double correlation : correlations(model)) {
            // written so that NaN fails
            if (!(correlation >= ENOUGH)) {
                return false;
            }
        }
        return true;
    }

    static double[] correlations(ExportedModel model) {
        SplittableRandom random = new SplittableRandom(9);
        float[][] rows = new float[ASKED][];
        for (int i = 0; i < ASKED; i++) {
            rows[i] = row(random);
        }
        byte[][] pictures = Painted.of(model, rows);
        double[][] seen = new double[ASKED][];
        for (int i = 0; i < ASKED; i++) {
            seen[i] = measured(pictures[i]);
        }
        double[] correlations = new double[ATTRIBUTES.size()];
        for (int a = 0; a < correlations.length; a++) {
            double[] asked = new double[ASKED];
            double[] painted = new double[ASKED];
            for (int i = 0; i < ASKED; i++) {
                asked[i] = rows[i][a];
                painted[i] = seen[i][a];
            }
            correlations[a] = correlation(asked, painted);
        }
        return correlations;
    }

    /** Where the light is, and how much more of it is red than blue. */
    private static double[] measured(byte[] raw) {
        double light = 0;
        double[] sums = new double[3];
        for (int i = 0; i < raw.length; i++) {
            double level = Math.max(0, (raw[i] & 0xFF) - 2 * GROUND);
            light += level;
            sums[0] += level * (i / 3 % SIDE);
            sums[1] += level * (i / 3 / SIDE);
            sums[2] += i % 3 == 0 ? level : i % 3 == 2 ? -level : 0;
        }
        return new double[] {sums[0] / light, sums[1] / light, sums[2] / light};
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / y.length;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
