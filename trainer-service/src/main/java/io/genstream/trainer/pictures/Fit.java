package io.genstream.trainer.pictures;

import io.genstream.model.pixels.Pixels;

/**
 * Brings a picture of any size to a square: a square is cut out of its middle, then each axis is averaged by area where
 * it shrinks and interpolated linearly where it grows. Stateless.
 */
public final class Fit {
    private Fit() {}

    /** The largest square. */
    public static Pixels square(Pixels picture, int side) {
        return square(picture, Math.min(picture.height(), picture.width()), side);
    }

    /** @param cut edge of the square, in pixels of the picture; at most its shorter side */
    public static Pixels square(Pixels picture, int cut, int side) {
        if (picture.height() == side && picture.width() == side && cut == side) {
            return picture;
        }
        int top = (picture.height() - cut) / 2;
        int left = (picture.width() - cut) / 2;
        double[][] weights = weights(cut, side);
        int channels = picture.channels();
        byte[] raw = new byte[side * side * channels];
        double[][] rows = new double[side][cut * channels];
        for (int y = 0; y < side; y++) {
            for (int from = 0; from < cut; from++) {
                double weight = weights[y][from];
                for (int i = 0; weight > 0 && i < cut * channels; i++) {
                    rows[y][i] += weight * picture.value(top + from, left + i / channels, i % channels);
                }
            }
        }
        for (int i = 0; i < raw.length; i++) {
            int channel = i % channels;
            int x = i / channels % side;
            double sum = 0;
            for (int from = 0; from < cut; from++) {
                sum += weights[x][from] * rows[i / channels / side][from * channels + channel];
            }
            raw[i] = (byte) Math.round(sum);
        }
        return new Pixels(side, side, channels, raw);
    }

    /** Share of each of {@code from} pixels in each of {@code to}; every row sums to 1. */
    private static double[][] weights(int from, int to) {
        double[][] weights = new double[to][from];
        double scale = (double) from / to;
        for (int target = 0; target < to; target++) {
            if (scale > 1) {
                for (int source = (int) (target * scale); source < Math.min(from, (target + 1) * scale); source++) {
                    double covered = Math.min(source + 1, (target + 1) * scale) - Math.max(source, target * scale);
                    weights[target][source] = covered / scale;
                }
            } else {
                double centre = Math.max(0, Math.min(from - 1.0, (target + 0.5) * scale - 0.5));
                int below = (int) centre;
                weights[target][below] += 1 - (centre - below);
                weights[target][Math.min(below + 1, from - 1)] += centre - below;
            }
        }
        return weights;
    }
}
