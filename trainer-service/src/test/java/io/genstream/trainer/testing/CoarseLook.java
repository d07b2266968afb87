package io.genstream.trainer.testing;

import java.util.stream.IntStream;

/**
 * What pictures look like from afar: mean and deviation of the colours of sixteen fields. Two sets are as far apart as the
 * normal distributions of independent values with these moments (Dowson and Landau 1982, the Fréchet distance of diagonal
 * covariances).
 */
public final class CoarseLook {
    private static final int FIELDS = 4;
    private static final int VALUES = FIELDS * FIELDS * 3;

    private final double[] means = new double[VALUES];
    private final double[] deviations = new double[VALUES];

    private CoarseLook() {}

    /** @param pictures colour, of this side, rows of RGB */
    public static CoarseLook of(byte[][] pictures, int side) {
        double[] squares = new double[VALUES];
        CoarseLook look = new CoarseLook();
        for (byte[] picture : pictures) {
            double[] fields = fields(picture, side);
            for (int i = 0; i < VALUES; i++) {
                look.means[i] += fields[i] / pictures.length;
                squares[i] += fields[i] * fields[i] / pictures.length;
            }
        }
        for (int i = 0; i < VALUES; i++) {
            look.deviations[i] = Math.sqrt(Math.max(0, squares[i] - look.means[i] * look.means[i]));
        }
        return look;
    }

    public double distance(CoarseLook other) {
        return Math.sqrt(IntStream.range(0, VALUES)
                .mapToDouble(i -> square(means[i] - other.means[i]) + square(deviations[i] - other.deviations[i]))
                .sum());
    }

    private static double[] fields(byte[] picture, int side) {
        int edge = side / FIELDS;
        double[] fields = new double[VALUES];
        for (int i = 0; i < picture.length; i++) {
            int pixel = i / 3;
            int field = pixel / side / edge * FIELDS + pixel % side / edge;
            fields[field * 3 + i % 3] += (picture[i] & 0xFF) / (double) (edge * edge);
        }
        return fields;
    }

    private static double square(double value) {
        return value * value;
    }
}
